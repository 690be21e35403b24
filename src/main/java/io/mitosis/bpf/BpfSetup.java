// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

/** A BPF object between open and load, when initial values and map sizes can be set. */
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

    /** {@return the members of a {@code struct_ops} table} A callback among them can only be set to 0. */
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

    /** Sets whether a program is loaded. A program whose hook is missing in the kernel fails the load of the object. */
    public void setAutoload(String program, boolean autoload) {
        LibbpfCalls.programSetAutoload(LibbpfCalls.findProgram(object, program), autoload, program);
    }

    /** Removes a callback, implemented by the program {@code MAP_CALLBACK}, from a {@code struct_ops} table. */
    public void omitCallback(String map, String callback) {
        structOps(map).put(callback, 0);
        setAutoload(map + "_" + callback, false);
    }
}
