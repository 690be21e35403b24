// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.linux.FileOwner;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The users whose files and attributes count in one scan of the cgroups. A user to whom a cgroup was delegated owns its
 * directory, and so can set its attributes and those of all cgroups that the user creates below it. Trusted are root
 * and the user who owns the directory below which the owners of cells are.
 */
final class Trust {
    private static final long ROOT = 0;

    private final AttributeTrust attributes;
    private final Path top;
    // The user who owns the top directory; read when first needed.
    private @Nullable Long user;

    Trust(AttributeTrust attributes, Path top) {
        this.attributes = attributes;
        this.top = top;
    }

    /** Returns whether extended attributes count at all. */
    boolean inAttributes() {
        return attributes != AttributeTrust.NONE;
    }

    /** Returns the user who owns a file or directory if that user is not trusted; otherwise null. */
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
