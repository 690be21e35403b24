// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Path and permissions of the statistics socket.
 *
 * @param path the file of the socket
 * @param mode the permissions of the file, 0 to 0777
 * @param group the group of the file; null: that of the process
 */
public record SocketSettings(Path path, int mode, @Nullable String group) {
    /** The socket that applies if none is given. */
    public static final SocketSettings DEFAULT = new SocketSettings(Path.of("/var/run/scx/root/stats"), 0600, null);

    private static final int MAX_MODE = 0777;

    /** Refuses permissions out of range. */
    public SocketSettings {
        if (mode < 0 || mode > MAX_MODE) {
            throw new IllegalArgumentException("mode " + Integer.toOctalString(mode));
        }
    }
}
