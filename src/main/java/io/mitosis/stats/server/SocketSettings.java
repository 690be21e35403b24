// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import io.mitosis.exit.UsageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
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

    // sun_path of unix(7) without the zero at its end, and what the name is extended by for a moment.
    private static final int LONGEST_PATH = 107 - SocketFile.SUFFIX.length();
    private static final int MOST = 0777;

    /** Refuses permissions that are none. */
    public SocketSettings {
        if (mode < 0 || mode > MOST) {
            throw new IllegalArgumentException("mode " + Integer.toOctalString(mode));
        }
    }

    /**
     * Refuses what cannot be made to work, before anything is touched.
     *
     * @throws UsageException that says what is wrong
     */
    public void check() {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            throw new UsageException("--stats-socket: " + path + " is longer than the " + LONGEST_PATH
                    + " bytes that a socket's path can have");
        }
        if (path.getFileName() == null) {
            throw new UsageException("--stats-socket: \"" + path + "\" is no path of a file");
        }
        if (group != null) {
            lookUp(group);
        }
    }

    /**
     * Returns the group.
     *
     * @throws UsageException if there is none of this name
     */
    static GroupPrincipal lookUp(String name) {
        try {
            return Path.of("/").getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(name);
        } catch (IOException e) {
            throw new UsageException("--stats-socket-group: there is no group \"" + name + "\"", e);
        }
    }
}
