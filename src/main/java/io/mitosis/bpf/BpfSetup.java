// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

/** An object that is open but not loaded yet: what it will hold and how large it will be can be set. */
public final class BpfSetup {
    private final long object;
    private final ObjectBtf btf;

    BpfSetup(long object, ObjectBtf btf) {
        this.object = object;
        this.btf = btf;
    }

    public ObjectBtf btf() {
        return btf;
    }

    /** {@return the initial values of the variables of a section}: {@code .rodata}, {@code .bss}, {@code .data}. */
    public StructMemory section(String name) {
        return new StructMemory(BpfMap.find(object, name).initialValue(), btf.section(name));
    }

    /** {@return the fields of a {@code struct_ops} table} that the object defines; its callbacks are none of them. */
    public StructMemory structOps(String map) {
        BpfMap table = BpfMap.find(object, map);
        return new StructMemory(table.initialValue(), btf.struct(table.valueType()));
    }

    public void setMaxEntries(String map, int entries) {
        BpfMap.find(object, map).setMaxEntries(entries);
    }

    /** Sets the size of a map's values in bytes. */
    public void setValueSize(String map, int size) {
        BpfMap.find(object, map).setValueSize(size);
    }

    /** Says whether a program is loaded with the object; one whose target the kernel lacks fails all of it. */
    public void setAutoload(String program, boolean autoload) {
        LibbpfCalls.programSetAutoload(LibbpfCalls.findProgram(object, program), autoload, program);
    }

    /** Has the kernel do without one callback of a {@code struct_ops} table, whose program is {@code MAP_CALLBACK}. */
    public void leaveOut(String map, String callback) {
        structOps(map).put(callback, 0);
        setAutoload(map + "_" + callback, false);
    }
}
