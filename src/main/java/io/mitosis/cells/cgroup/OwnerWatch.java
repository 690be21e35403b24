// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import java.nio.file.Path;

/** What is told of owners that may be anywhere: whoever looks at the tree says where there are some. */
public interface OwnerWatch {
    /** Watches nothing. */
    OwnerWatch NONE = new OwnerWatch() {
        @Override
        public void watch(Path directory) {
            // Nobody is told.
        }

        @Override
        public void seenAll() {
            // There is nothing to end.
        }
    };

    /** Tells from now on what becomes of the owners in a directory; again is as good as once. */
    void watch(Path directory);

    /** A look is over: where it has found no owners there are none to tell of. */
    void seenAll();
}
