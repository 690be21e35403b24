// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.mitosis.config.LibbpfSettings;
import io.mitosis.linux.MappedMemory;
import io.mitosis.linux.NativeMemory;
import io.mitosis.linux.SystemInfo;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * A BPF object that is loaded into the kernel, with its links and memory mappings. Closing the object closes these
 * first, in reverse order.
 */
public final class BpfObject implements AutoCloseable {
    private final String name;
    private final ObjectBtf btf;
    private final Deque<Runnable> open = new ArrayDeque<>();
    private long object;

    private BpfObject(String name, byte[] image, LibbpfSettings options) {
        this.name = name;
        object = open(name, image, options);
        open.push(() -> LibbpfCalls.objectClose(object));
        try {
            MemorySegment blob = LibbpfCalls.btfRawData(LibbpfCalls.objectBtf(object, name), name);
            btf = new ObjectBtf(name, blob.toArray(JAVA_BYTE));
        } catch (RuntimeException failed) {
            close();
            throw failed;
        }
    }

    /**
     * Loads an object into the kernel without attaching anything.
     *
     * @param name prefix of the names that the kernel shows
     * @param image the ELF file
     * @param options how libbpf is to open it
     * @param setup called before the load, and again before the second attempt, which is logged, if the first one fails
     * @throws BpfException if it cannot be loaded, with libbpf's log
     * @throws io.mitosis.exit.UnsupportedMachineException if libbpf is missing or too old
     */
    public static BpfObject load(String name, byte[] image, LibbpfSettings options, Consumer<BpfSetup> setup) {
        Libbpf.load();
        return LibbpfLog.explain(() -> tryLoad(name, image, options, setup));
    }

    private static BpfObject tryLoad(String name, byte[] image, LibbpfSettings options, Consumer<BpfSetup> setup) {
        BpfObject opened = new BpfObject(name, image, options);
        try {
            setup.accept(new BpfSetup(opened.object, opened.btf));
            LibbpfCalls.objectLoad(opened.object, name);
            return opened;
        } catch (RuntimeException failed) {
            opened.close();
            throw failed;
        }
    }

    private static long open(String name, byte[] image, LibbpfSettings options) {
        // libbpf copies the parts of the image that it needs before it returns.
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment elf = arena.allocate(image.length, Long.BYTES);
            MemorySegment.copy(image, 0, elf, JAVA_BYTE, 0, image.length);
            return LibbpfCalls.objectOpen(elf, OpenOptions.of(options, name, arena), name);
        }
    }

    public ObjectBtf btf() {
        return btf;
    }

    /** {@return the variables of {@code .bss} or {@code .data}} The memory stays mapped until the object is closed. */
    public StructMemory section(String section) {
        return new StructMemory(memory(section), btf.section(section));
    }

    /** {@return the whole memory of a section, which may be larger than its type in BTF} */
    public NativeMemory memory(String section) {
        BpfMap map = map(section);
        return map(map, map.valueSize()).memory();
    }

    /** {@return the values of an array map with {@code BPF_F_MMAPABLE}, mapped until the object is closed} */
    public MappedArray array(String map) {
        return MappedArray.of(map(map), size -> map(map(map), size).memory());
    }

    private MappedMemory map(BpfMap map, long size) {
        long page = SystemInfo.pageSize();
        MappedMemory mapped = MappedMemory.writable(map.file(), 0, (size + page - 1) / page * page);
        open.push(mapped::close);
        return mapped;
    }

    /** {@return a doorbell on a ring buffer map} It is valid as long as the object. */
    public RingDoorbell doorbell(String map) {
        RingDoorbell doorbell = RingDoorbell.open(map(map));
        open.push(doorbell::close);
        return doorbell;
    }

    /** {@return a program of type {@code BPF_PROG_TYPE_SYSCALL}, which runs when Java calls it} */
    public SyscallProgram program(String program) {
        int fd = LibbpfCalls.programFd(LibbpfCalls.findProgram(object(), program), program);
        return new SyscallProgram(program, fd);
    }

    /**
     * Attaches a {@code struct_ops} table. It is detached when the link or the object is closed.
     *
     * @throws BpfException if it cannot, with libbpf's log
     */
    public BpfLink attachStructOps(String map) {
        long address = map(map).address();
        BpfLink link = new BpfLink(LibbpfLog.explain(() -> LibbpfCalls.mapAttachStructOps(address, map)));
        open.push(link::close);
        return link;
    }

    /**
     * Attaches a program to the hook that its ELF section names. It is detached when the link or the object is closed.
     *
     * @throws BpfException if it cannot, with libbpf's log
     */
    public BpfLink attach(String program) {
        long address = LibbpfCalls.findProgram(object(), program);
        BpfLink link = new BpfLink(LibbpfLog.explain(() -> LibbpfCalls.programAttach(address, program)));
        open.push(link::close);
        return link;
    }

    private BpfMap map(String map) {
        return BpfMap.find(object(), map);
    }

    private long object() {
        if (open.isEmpty()) {
            throw new IllegalStateException("BPF object " + name + " is closed");
        }
        return object;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            open.pop().run();
        }
    }
}
