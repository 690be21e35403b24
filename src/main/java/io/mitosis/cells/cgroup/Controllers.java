// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import java.nio.file.Path;

/**
 * Which controllers a cgroup has enabled for its children, of those that matter here: without {@code cpuset} no child
 * has files of that name, and so on downwards.
 */
record Controllers(boolean cpuset, boolean cpu) {
    /** Reads {@code cgroup.subtree_control}; none if the cgroup has gone, or does not let its files be read. */
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
