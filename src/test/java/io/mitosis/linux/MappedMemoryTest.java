// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedMemoryTest {
    private static final int PAGE = SystemInfo.pageSize();
    private static final int READ_AND_WRITE = 2;

    @TempDir
    private Path directory;

    private Path path;

    @BeforeEach
    void makeFile() throws IOException {
        path = directory.resolve("file");
        Files.write(path, new byte[2 * PAGE]);
    }

    @Test
    void writesWhatOthersRead() throws IOException {
        try (FileDescriptor file = open(path);
                MappedMemory mapped = MappedMemory.writable(file, PAGE, PAGE)) {
            NativeMemory memory = mapped.memory();
            memory.putByte(0, (byte) -1);
            memory.putShort(2, (short) -2);
            memory.putInt(4, -3);
            memory.putLongRelease(8, -4);
            memory.putInt(16, 5);
            memory.putLong(24, 6);
            memory.putBytes(32, new byte[] {'o', 'k', 0, 'x'});

            ByteBuffer contents = ByteBuffer.wrap(Files.readAllBytes(path)).slice(PAGE, PAGE);
            contents.order(ByteOrder.nativeOrder());
            assertThat(contents.get(0)).isEqualTo((byte) -1);
            assertThat(contents.getShort(2)).isEqualTo((short) -2);
            assertThat(contents.getInt(4)).isEqualTo(-3);
            assertThat(contents.getLong(8)).isEqualTo(-4);
            assertThat(memory.getIntAcquire(16)).isEqualTo(5);
            assertThat(memory.getLongAcquire(24)).isEqualTo(6);
            assertThat(memory.getString(32, 8)).isEqualTo("ok");
            assertThat(memory.getString(32, 2)).isEqualTo("ok");
            assertThat(memory.slice(32, 8).getByte(3)).isEqualTo((byte) 'x');
        }
    }

    @Test
    void whatIsNoFilesIsAllZeroAndTakesNoMemoryBeforeItIsUsed() throws IOException {
        long size = 1L << 30;
        long before = residentPages();
        try (MappedMemory mapped = MappedMemory.anonymous(size)) {
            NativeMemory memory = mapped.memory();
            memory.putLongs(size - 16, new long[] {7, 8}, 2);
            long[] last = new long[3];
            memory.getLongs(size - 24, last, 3);
            assertThat(last).containsExactly(0, 7, 8);
            assertThat(residentPages() - before).isLessThan(size / PAGE / 2);
        }
    }

    /** The second number is what is resident, in pages: proc_pid_statm(5). */
    private static long residentPages() throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]);
    }

    @Test
    void keepsWithinItsBounds() {
        try (FileDescriptor file = open(path);
                MappedMemory mapped = MappedMemory.readOnly(file, 0, PAGE)) {
            NativeMemory memory = mapped.memory();

            assertThat(memory.size()).isEqualTo(PAGE);
            assertThatThrownBy(() -> memory.getLong(PAGE - 4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> memory.getInt(-4)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> memory.slice(0, PAGE + 1)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void isOfNoUseOnceItIsClosed() {
        try (FileDescriptor file = open(path)) {
            MappedMemory mapped = MappedMemory.writable(file, 0, PAGE);
            NativeMemory part = mapped.memory().slice(0, 8);
            mapped.close();
            mapped.close();

            assertThatThrownBy(() -> part.getLong(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> part.putLongRelease(0, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void namesWhatItCannotMap() {
        try (FileDescriptor file = open(path)) {
            assertThatThrownBy(() -> MappedMemory.readOnly(file, 1, PAGE))
                    .isInstanceOf(ErrnoException.class)
                    .hasMessage("mmap(" + path + "): Invalid argument (EINVAL)");
        }
    }

    /** The JDK opens files too, but hides their numbers. */
    private static FileDescriptor open(Path path) {
        NativeFunction open = new NativeFunction(Linker.nativeLinker().defaultLookup(), "open");
        try (Arena arena = Arena.ofConfined()) {
            int number = open.callInt(arena.allocateFrom(path.toString()).address(), READ_AND_WRITE);
            return FileDescriptor.owned(number, path.toString());
        }
    }
}
