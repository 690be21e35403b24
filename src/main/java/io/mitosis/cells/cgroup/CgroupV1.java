// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import java.nio.file.Path;
import java.util.List;

/** The cgroup v1 hierarchies of the machine, see cgroups(7). Every process is in each of them, mounted here or not. */
public final class CgroupV1 {
    private static final Path FILE = Path.of("/proc/self/cgroup");

    private CgroupV1() {}

    /** Returns whether a controller is in a cgroup v1 hierarchy; false if that cannot be read. */
    public static boolean has(String controller) {
        try {
            String text = TextFile.read(FILE);
            return text != null && has(controller, text);
        } catch (ErrnoException unreadable) {
            return false;
        }
    }

    /** Returns whether one of the lines {@code ID:CONTROLLERS:PATH} names a controller. That of cgroup2 names none. */
    static boolean has(String controller, String text) {
        return text.lines()
                .map(line -> line.split(":", 3))
                .anyMatch(fields ->
                        fields.length == 3 && List.of(fields[1].split(",", -1)).contains(controller));
    }
}
