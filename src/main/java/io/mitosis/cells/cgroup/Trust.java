// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.linux.FileOwner;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Whose word counts in one look at the cgroups. A user to whom a cgroup was delegated owns its directory, so that its
 * attributes are his to set, and all that he makes below it. What root owns counts everywhere else, and what the user
 * owns to whom the directory belongs below which the owners of cells are.
 */
final class Trust {
    private static final long ROOT = 0;

    private final AttributeTrust attributes;
    private final Path top;
    // Who owns it; asked for when it first matters.
    private @Nullable Long user;

    Trust(AttributeTrust attributes, Path top) {
        this.attributes = attributes;
        this.top = top;
    }

    /** Returns whether anybody's extended attributes count. */
    boolean inAttributes() {
        return attributes != AttributeTrust.NONE;
    }

    /** Returns who owns a file or directory if what that user says does not count; otherwise null. */
    @Nullable
    Long stranger(Path file) {
        if (attributes == AttributeTrust.ALL) {
            return null;
        }
        Long owner = FileOwner.of(file);
        return owner == null || owner == ROOT || owner.equals(user()) ? null : owner;
    }

    private @Nullable Long user() {
        if (user == null) {
            user = FileOwner.of(top);
        }
        return user;
    }
}
