// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.cell.CellOwner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The cgroup whose direct children own cells.
 *
 * @param directory its absolute directory
 * @param hierarchyRoot the directory where the cgroup2 hierarchy is mounted; the parent is that or lies below it
 */
public record ParentCgroup(Path directory, Path hierarchyRoot) {
    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

    /** Refuses a directory outside the hierarchy. */
    public ParentCgroup {
        if (!directory.startsWith(hierarchyRoot)) {
            throw new IllegalArgumentException(directory + " is not below " + hierarchyRoot);
        }
    }

    /**
     * Finds the parent that an option names.
     *
     * @param option an absolute directory, or a path inside the cgroup hierarchy that starts with {@code /}
     * @throws ParentCgroupException if there is no such cgroup
     */
    public static ParentCgroup resolve(String option) {
        try {
            return resolve(option, MountTable.parse(Files.readString(MOUNTINFO)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ParentCgroup resolve(String option, MountTable mounts) {
        if (!option.startsWith("/") || option.indexOf('\0') >= 0) {
            throw new ParentCgroupException("parent cgroup " + option + " does not start with /");
        }
        Path root = mounts.cgroup2()
                .orElseThrow(() -> new ParentCgroupException("no cgroup2 hierarchy is mounted on this machine"))
                .point();
        Path named = Path.of(option).normalize();
        Path inside = root.resolve(named.toString().substring(1));
        Path directory = named.startsWith(root) || !Files.exists(inside) ? named : inside;
        return new ParentCgroup(checked(directory, mounts), root);
    }

    /** Returns whether the parent exists now: it may be removed and made again while the scheduler runs. */
    public boolean exists() {
        return Files.isDirectory(directory);
    }

    /**
     * Returns the children that own cells now, in the order of their names; none if the parent does not exist.
     *
     * @param excluded the names of children that do not own cells
     */
    public List<CellOwner> children(Set<String> excluded) {
        try {
            return CgroupDirectory.children(directory, excluded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path checked(Path directory, MountTable mounts) {
        if (!Files.exists(directory)) {
            throw new ParentCgroupException("parent cgroup " + directory + " does not exist");
        }
        if (!Files.isDirectory(directory)) {
            throw new ParentCgroupException("parent cgroup " + directory + " is not a directory");
        }
        try {
            Path real = directory.toRealPath();
            if (!mounts.of(real).map(MountTable.Mount::isCgroup2).orElse(false)) {
                throw new ParentCgroupException("parent cgroup " + directory + " is not on a cgroup2 file system");
            }
            return real;
        } catch (IOException e) {
            throw new ParentCgroupException("parent cgroup " + directory + " cannot be read: " + e.getMessage());
        }
    }
}
