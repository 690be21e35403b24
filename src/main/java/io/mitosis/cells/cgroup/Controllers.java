// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import java.nio.file.Path;

/**
 * The controllers that a cgroup has enabled for its children, as far as they matter here. Without {@code cpuset} no
 * cgroup below has files of that name.
 *
 * @param cpuset whether {@code cpuset} is enabled
 * @param cpu whether {@code cpu} is enabled
 */
record Controllers(boolean cpuset, boolean cpu) {
    /** Reads {@code cgroup.subtree_control}. If the file is missing or unreadable, no controller counts as enabled. */
    static Controllers of(Path cgroup) {
        try {
            String text = TextFile.read(cgroup.resolve("cgroup.subtree_control"));
            return parse(text == null ? "" : text);
        } catch (ErrnoException unreadable) {
            return parse("");
        }
    }

    static Controllers parse(String names) {
        String framed = " " + names.strip() + " ";
        return new Controllers(framed.contains(" cpuset "), framed.contains(" cpu "));
    }
}
