// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Makes cell owners for tests. */
public final class Owners {
    private Owners() {}

    /** Returns an owner; the cgid is the text's hash, so that equal names give equal owners. */
    public static CellOwner owner(String name) {
        return owner(name, name.hashCode());
    }

    public static CellOwner owner(String name, long cgid) {
        return new CellOwner(Path.of("/cg/parent").resolve(name), cgid);
    }

    public static List<CellOwner> owners(String... names) {
        return Arrays.stream(names).map(Owners::owner).toList();
    }

    /** Returns {@code count} owners, not in the order of their names. */
    public static List<CellOwner> numbered(int count) {
        List<CellOwner> owners = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> owners.addFirst(owner("child" + i)));
        return owners;
    }
}
