// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.NativeMemory;

/** A map of an object, as libbpf knows it. It lives as long as the object. */
final class BpfMap {
    private final String name;
    private final long address;

    private BpfMap(String name, long address) {
        this.name = name;
        this.address = address;
    }

    /** Finds a map by its name, or a section such as {@code .bss} by its own. */
    static BpfMap find(long object, String name) {
        return new BpfMap(name, LibbpfCalls.findMap(object, name));
    }

    long address() {
        return address;
    }

    /** {@return the descriptor, once the object is loaded}; libbpf closes it with the object. */
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

    /** {@return what the map will hold when it is loaded}; of no use after that. */
    NativeMemory initialValue() {
        return new NativeMemory(LibbpfCalls.mapInitialValue(address, name));
    }
}
