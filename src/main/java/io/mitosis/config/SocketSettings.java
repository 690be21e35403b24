// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the socket is, and who may connect.
 *
 * @param path its file
 * @param mode the permissions of the file, 0 to 0777
 * @param group the group of the file; null: that of the process
 */
public record SocketSettings(Path path, int mode, @Nullable String group) {
    /** What holds unless something else is asked for. */
    public static final SocketSettings DEFAULT = new SocketSettings(Path.of("/var/run/scx/root/stats"), 0600, null);

    private static final int MOST = 0777;

    /** Refuses permissions that are none. */
    public SocketSettings {
        if (mode < 0 || mode > MOST) {
            throw new IllegalArgumentException("mode " + Integer.toOctalString(mode));
        }
    }
}
