// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import java.nio.file.Path;

/** A watch of owners that may be anywhere in the tree: each scan names the directories with owners in them. */
public interface OwnerWatch {
    /** A watch of no directory. */
    OwnerWatch NONE = new OwnerWatch() {
        @Override
        public void watch(Path directory) {
            // No directory is watched.
        }

        @Override
        public void seenAll() {
            // No watch has to end.
        }
    };

    /** Watches the owners in a directory from now on; a repeated call has no effect. */
    void watch(Path directory);

    /** Notes the end of a scan: watches of directories that it did not name may end. */
    void seenAll();
}
