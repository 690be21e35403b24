// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.MappedMemory;
import io.mitosis.linux.NativeMemory;
import io.mitosis.linux.SystemInfo;

/**
 * A BPF ring buffer used as a doorbell: a record makes the descriptor readable, and its contents are ignored.
 *
 * <p>The map's file has a page with the consumer's position, a page with the producer's, and then the data, mapped
 * twice in a row so that no record is torn. Positions only grow. Each record starts with its length and two flags. See
 * Documentation/bpf/ringbuf.rst of the kernel.
 */
public final class RingDoorbell implements AutoCloseable {
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final long HEADER_SIZE = 8;

    private final FileDescriptor file;
    private final MappedMemory consumer;
    private final MappedMemory producer;
    private final long dataOffset;
    private final long dataMask;

    private RingDoorbell(FileDescriptor file, MappedMemory consumer, MappedMemory producer, long page, long size) {
        this.file = file;
        this.consumer = consumer;
        this.producer = producer;
        dataOffset = page;
        dataMask = size - 1;
    }

    static RingDoorbell open(BpfMap map) {
        FileDescriptor file = map.file();
        long page = SystemInfo.pageSize();
        long size = Integer.toUnsignedLong(map.maxEntries());
        MappedMemory consumer = MappedMemory.writable(file, 0, page);
        try {
            return new RingDoorbell(file, consumer, MappedMemory.readOnly(file, page, page + 2 * size), page, size);
        } catch (RuntimeException failed) {
            consumer.close();
            throw failed;
        }
    }

    /** {@return the descriptor, which is readable while records are pending} It is closed with the object. */
    public FileDescriptor file() {
        return file;
    }

    /**
     * Consumes all complete records, up to one that is still being written: the kernel wakes the reader for that one
     * only if the reader's position is at it.
     *
     * @return the number of records consumed
     */
    public int drain() {
        NativeMemory records = producer.memory();
        long position = consumer.memory().getLong(0);
        long end = records.getLongAcquire(0);
        int count = 0;
        while (position < end) {
            int header = records.getIntAcquire(dataOffset + (position & dataMask));
            if ((header & BUSY) != 0) {
                break;
            }
            long length = HEADER_SIZE + (header & ~DISCARDED);
            position += (length + 7) & ~7L;
            count++;
        }
        consumer.memory().putLongRelease(0, position);
        return count;
    }

    @Override
    public void close() {
        file.close();
        consumer.close();
        producer.close();
    }
}
