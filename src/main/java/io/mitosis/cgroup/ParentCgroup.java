// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.cell.CellOwner;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The cgroup whose direct children own cells.
 *
 * @param directory its absolute directory
 * @param hierarchyRoot the directory where the cgroup2 hierarchy is mounted; the parent is that or lies below it
 */
public record ParentCgroup(Path directory, Path hierarchyRoot) implements CellSource {
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
        return resolve(option, MountTable.ofThisProcess());
    }

    /**
     * Returns the directory where the cgroup2 hierarchy is mounted.
     *
     * @throws ParentCgroupException if it is not mounted
     */
    public static Path mountedHierarchy() {
        return MountTable.ofThisProcess().hierarchyRoot();
    }

    static ParentCgroup resolve(String option, MountTable mounts) {
        if (!option.startsWith("/") || option.indexOf('\0') >= 0) {
            throw new ParentCgroupException("parent cgroup " + option + " does not start with /");
        }
        Path root = mounts.hierarchyRoot();
        Path named = path(option);
        Path inside = root.resolve(named.toString().substring(1));
        Path directory = named.startsWith(root) || !Files.exists(inside) ? named : inside;
        Path real = checked(directory);
        MountTable.Mount mount = mounts.of(real)
                .filter(MountTable.Mount::isCgroup2)
                .orElseThrow(() ->
                        new ParentCgroupException("parent cgroup " + directory + " is not on a cgroup2 file system"));
        // The hierarchy may be mounted twice, and parts of it anywhere.
        return new ParentCgroup(real, real.startsWith(root) ? root : mount.point());
    }

    @Override
    public boolean exists() {
        return Files.isDirectory(directory);
    }

    @Override
    public TreeFacts read(Set<String> excluded, CpuMask usable) {
        TreeReader reader = new TreeReader(usable);
        List<CellOwner> children = reader.children(directory);
        List<OwnerFacts> facts = new ArrayList<>(children.size());
        Controllers controllers = Controllers.of(directory);
        CpuMask fromAbove = controllers.cpuset() ? null : reader.cpusetFromAbove(directory, hierarchyRoot);
        for (CellOwner child : children) {
            if (!excluded.contains(child.name())) {
                CpuMask cpuset = controllers.cpuset() ? reader.cpuset(child, reader.wish(child)) : fromAbove;
                reader.addFacts(child, cpuset, controllers, facts);
            }
        }
        return new TreeFacts(facts, reader.problems());
    }

    private static Path path(String option) {
        try {
            return Path.of(option).normalize();
        } catch (InvalidPathException e) {
            throw new ParentCgroupException("parent cgroup " + option + " is no path: " + e.getReason());
        }
    }

    private static Path checked(Path directory) {
        if (!Files.exists(directory)) {
            throw new ParentCgroupException("parent cgroup " + directory + " does not exist");
        }
        if (!Files.isDirectory(directory)) {
            throw new ParentCgroupException("parent cgroup " + directory + " is not a directory");
        }
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw new ParentCgroupException("parent cgroup " + directory + " cannot be read: " + e.getMessage());
        }
    }
}
