// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A cgroup that has, or should have, a cell of its own.
 *
 * <p>It is identified by path and cgid together: a directory that was removed and made again under the same name is
 * another owner. Owners are ordered by path, so that those of one parent are in the order of their names.
 *
 * @param path the absolute directory of the cgroup
 * @param cgid the cgroup's id: the inode number of its directory on cgroup2, as an unsigned 64-bit number
 */
public record CellOwner(Path path, long cgid) implements Comparable<CellOwner> {
    /** Refuses a path that is relative or has no name. */
    public CellOwner {
        if (!path.isAbsolute() || path.getFileName() == null) {
            throw new IllegalArgumentException("cell owner at \"" + path + "\"");
        }
    }

    /** Returns the last part of the path. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CellOwner owner && cgid == owner.cgid && path.equals(owner.path);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(cgid);
    }

    @Override
    public int compareTo(CellOwner other) {
        int byPath = path.compareTo(other.path);
        return byPath != 0 ? byPath : Long.compareUnsigned(cgid, other.cgid);
    }
}
