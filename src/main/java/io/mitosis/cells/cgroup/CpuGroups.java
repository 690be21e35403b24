// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How many cgroups have the cpu controller: those whose settings the BPF side keeps in mind. */
public final class CpuGroups {
    private static final Pattern WITH_CPU = Pattern.compile("(?m)^nr_subsys_cpu (\\d{1,9})$");
    private static final Pattern ALL = Pattern.compile("(?m)^nr_descendants (\\d{1,9})$");

    private CpuGroups() {}

    /**
     * Counts them at present. Older kernels tell only how many cgroups there are, with whatever controllers.
     *
     * @param hierarchyRoot where the cgroup2 hierarchy is mounted
     * @return 0 if its {@code cgroup.stat} cannot be read or tells nothing
     */
    public static int count(Path hierarchyRoot) {
        String stat = TextFile.read(hierarchyRoot.resolve("cgroup.stat"));
        if (stat == null) {
            return 0;
        }
        return Stream.of(WITH_CPU, ALL)
                .map(count -> count.matcher(stat))
                .filter(Matcher::find)
                .mapToInt(count -> Integer.parseInt(count.group(1)))
                .findFirst()
                .orElse(0);
    }
}
