// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.NodeDirectory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Names cgroups by their ids: by the path below the root of the hierarchy, or by {@code cgid} and the id where no path
 * is known. A cgroup is looked for once and then remembered, even if it was not found, as long as it is asked for.
 */
public final class CgroupNames {
    private final LongFunction<@Nullable Path> finder;
    private final Path hierarchyRoot;
    private Map<Long, String> known = Map.of();

    /**
     * Creates an instance that knows no cgroup yet.
     *
     * @param hierarchyRoot the directory where the cgroup2 hierarchy is mounted
     * @param finder returns the directory of a cgroup; null if it does not find it
     */
    CgroupNames(Path hierarchyRoot, LongFunction<@Nullable Path> finder) {
        this.hierarchyRoot = hierarchyRoot;
        this.finder = finder;
    }

    /** Creates an instance that asks the kernel. */
    public static CgroupNames of(Path hierarchyRoot) {
        return new CgroupNames(hierarchyRoot, cgid -> NodeDirectory.find(hierarchyRoot, cgid));
    }

    /** Returns the names of cgroups, by id. Those of others are forgotten. */
    public Map<Long, String> of(Collection<Long> cgids) {
        Map<Long, String> names = new HashMap<>();
        for (Long cgid : cgids) {
            String name = known.get(cgid);
            names.put(cgid, name == null ? find(cgid) : name);
        }
        known = Map.copyOf(names);
        return known;
    }

    private String find(long cgid) {
        try {
            Path path = finder.apply(cgid);
            if (path != null && path.startsWith(hierarchyRoot)) {
                return "/" + hierarchyRoot.relativize(path);
            }
        } catch (ErrnoException unreadable) {
            // As if it were not found.
        }
        return "cgid " + Long.toUnsignedString(cgid);
    }
}
