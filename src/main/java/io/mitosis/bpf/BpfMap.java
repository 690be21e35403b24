// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.NativeMemory;

/** A map of a BPF object. It is valid as long as the object. */
final class BpfMap {
    private final String name;
    private final long address;

    private BpfMap(String name, long address) {
        this.name = name;
        this.address = address;
    }

    /** Finds a map by name, or the map of a section by the section's name, such as {@code .bss}. */
    static BpfMap find(long object, String name) {
        return new BpfMap(name, LibbpfCalls.findMap(object, name));
    }

    long address() {
        return address;
    }

    /** {@return the descriptor of a loaded map} libbpf closes it with the object. */
    FileDescriptor file() {
        return FileDescriptor.borrowed(LibbpfCalls.mapFd(address, name), "BPF map " + name);
    }

    int maxEntries() {
        return LibbpfCalls.mapMaxEntries(address);
    }

    void setMaxEntries(int entries) {
        LibbpfCalls.mapSetMaxEntries(address, entries, name);
    }

    /** {@return the size of a value in bytes} */
    int valueSize() {
        return LibbpfCalls.mapValueSize(address);
    }

    void setValueSize(int size) {
        LibbpfCalls.mapSetValueSize(address, size, name);
    }

    /** {@return the id of the value's type in the object's BTF} */
    int valueType() {
        return LibbpfCalls.mapValueType(address);
    }

    /** {@return the initial contents of the map, which can be changed until the object is loaded} */
    NativeMemory initialValue() {
        return new NativeMemory(LibbpfCalls.mapInitialValue(address, name));
    }
}
