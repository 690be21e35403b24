// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.mitosis.linux.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Wrappers of libbpf's functions, which its headers document. Pointers to libbpf's objects are passed as plain
 * addresses. A null pointer or a negative errno is thrown as a {@link BpfException}. {@link Libbpf#load} has to be
 * called first.
 */
final class LibbpfCalls {
    private static final NativeFunction OBJECT_OPEN = function("bpf_object__open_mem");
    private static final NativeFunction OBJECT_LOAD = function("bpf_object__load");
    private static final NativeFunction OBJECT_CLOSE = function("bpf_object__close");
    private static final NativeFunction OBJECT_BTF = function("bpf_object__btf");
    private static final NativeFunction FIND_MAP = function("bpf_object__find_map_by_name");
    private static final NativeFunction FIND_PROGRAM = function("bpf_object__find_program_by_name");
    private static final NativeFunction MAP_FD = function("bpf_map__fd");
    private static final NativeFunction MAP_MAX_ENTRIES = function("bpf_map__max_entries");
    private static final NativeFunction MAP_SET_MAX_ENTRIES = function("bpf_map__set_max_entries");
    private static final NativeFunction MAP_VALUE_SIZE = function("bpf_map__value_size");
    private static final NativeFunction MAP_SET_VALUE_SIZE = function("bpf_map__set_value_size");
    private static final NativeFunction MAP_INITIAL_VALUE = function("bpf_map__initial_value");
    private static final NativeFunction MAP_VALUE_TYPE = function("bpf_map__btf_value_type_id");
    private static final NativeFunction MAP_ATTACH = function("bpf_map__attach_struct_ops");
    private static final NativeFunction PROGRAM_ATTACH = function("bpf_program__attach");
    private static final NativeFunction PROGRAM_FD = function("bpf_program__fd");
    private static final NativeFunction PROGRAM_SET_AUTOLOAD = function("bpf_program__set_autoload");
    private static final NativeFunction PROGRAM_RUN = function("bpf_prog_test_run_opts");
    private static final NativeFunction LINK_DESTROY = function("bpf_link__destroy");
    private static final NativeFunction KERNEL_BTF = function("btf__load_vmlinux_btf");
    private static final NativeFunction BTF_FREE = function("btf__free");
    private static final NativeFunction BTF_RAW_DATA = function("btf__raw_data");
    private static final NativeFunction BTF_FIND = function("btf__find_by_name_kind");
    private static final NativeFunction BTF_TYPE = function("btf__type_by_id");

    private LibbpfCalls() {}

    static long objectOpen(MemorySegment image, MemorySegment options, String name) {
        return pointer(OBJECT_OPEN, name, image.address(), image.byteSize(), options.address());
    }

    static void objectLoad(long object, String name) {
        check(OBJECT_LOAD, name, object);
    }

    static void objectClose(long object) {
        OBJECT_CLOSE.call(object);
    }

    static long objectBtf(long object, String name) {
        return pointer(OBJECT_BTF, name, object);
    }

    static long findMap(long object, String name) {
        return find(FIND_MAP, object, name);
    }

    static long findProgram(long object, String name) {
        return find(FIND_PROGRAM, object, name);
    }

    static int mapFd(long map, String name) {
        return check(MAP_FD, name, map);
    }

    static int mapMaxEntries(long map) {
        return MAP_MAX_ENTRIES.callInt(map);
    }

    static void mapSetMaxEntries(long map, int entries, String name) {
        check(MAP_SET_MAX_ENTRIES, name, map, entries);
    }

    static int mapValueSize(long map) {
        return MAP_VALUE_SIZE.callInt(map);
    }

    static void mapSetValueSize(long map, int size, String name) {
        check(MAP_SET_VALUE_SIZE, name, map, size);
    }

    /** {@return the initial contents of a map, which can be changed until the object is loaded} */
    static MemorySegment mapInitialValue(long map, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(Long.BYTES, Long.BYTES);
            long address = pointer(MAP_INITIAL_VALUE, name, map, size.address());
            return segment(address, size.get(JAVA_LONG, 0));
        }
    }

    static int mapValueType(long map) {
        return MAP_VALUE_TYPE.callInt(map);
    }

    static long mapAttachStructOps(long map, String name) {
        return pointer(MAP_ATTACH, name, map);
    }

    /** Attaches a program and returns the address of its link. */
    static long programAttach(long program, String name) {
        return pointer(PROGRAM_ATTACH, name, program);
    }

    static int programFd(long program, String name) {
        return check(PROGRAM_FD, name, program);
    }

    static void programSetAutoload(long program, boolean autoload, String name) {
        check(PROGRAM_SET_AUTOLOAD, name, program, autoload ? 1 : 0);
    }

    static void programRun(int fd, MemorySegment options, String name) {
        check(PROGRAM_RUN, name, fd, options.address());
    }

    static void linkDestroy(long link) {
        LINK_DESTROY.call(link);
    }

    static long kernelBtf() {
        return pointer(KERNEL_BTF, "/sys/kernel/btf/vmlinux");
    }

    static void btfFree(long btf) {
        BTF_FREE.call(btf);
    }

    /** {@return the raw BTF data, which is valid as long as the BTF object} */
    static MemorySegment btfRawData(long btf, String name) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment size = arena.allocate(Integer.BYTES, Integer.BYTES);
            long address = pointer(BTF_RAW_DATA, name, btf, size.address());
            return segment(address, size.get(JAVA_INT, 0));
        }
    }

    /** {@return the id of a type, 0 if there is none of this name and kind} */
    static int btfFind(long btf, String name, int kind) {
        try (Arena arena = Arena.ofConfined()) {
            int id = BTF_FIND.callInt(btf, arena.allocateFrom(name).address(), kind);
            return Math.max(id, 0);
        }
    }

    /** {@return the address of a type's record} */
    static long btfType(long btf, int id) {
        return pointer(BTF_TYPE, "type " + id, btf, id);
    }

    /** {@return a view of memory that libbpf owns} */
    @SuppressWarnings("restricted") // pointers come from C without a size
    static MemorySegment segment(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    private static long find(NativeFunction function, long object, String name) {
        try (Arena arena = Arena.ofConfined()) {
            return pointer(function, name, object, arena.allocateFrom(name).address());
        }
    }

    private static long pointer(NativeFunction function, String object, long... arguments) {
        long result = function.call(arguments);
        if (result == 0) {
            throw BpfException.ofCall(function.name(), NativeFunction.errno(), object);
        }
        return result;
    }

    private static int check(NativeFunction function, String object, long... arguments) {
        int result = function.callInt(arguments);
        if (result < 0) {
            throw BpfException.ofCall(function.name(), -result, object);
        }
        return result;
    }

    private static NativeFunction function(String name) {
        return new NativeFunction(Libbpf.library(), name);
    }
}
