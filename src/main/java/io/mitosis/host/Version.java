// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * The version of this program, from a resource that the build generates beside this class.
 *
 * @param number the version number, such as {@code 0.1.0}
 * @param commit the commit it was built from, {@code unknown} if it was built outside a repository
 * @param target the system it was built for, such as {@code linux-amd64}
 */
public record Version(String number, String commit, String target) {
    /** Reads the version of the running program. */
    public static Version read() {
        Properties properties = new Properties();
        try (InputStream resource = Version.class.getResourceAsStream("version.properties")) {
            properties.load(Objects.requireNonNull(resource, "version.properties is not in the jar"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean dirty = Boolean.parseBoolean(properties.getProperty("dirty"));
        return new Version(
                properties.getProperty("version", ""),
                properties.getProperty("commit", "") + (dirty ? "-dirty" : ""),
                properties.getProperty("target", ""));
    }

    /** Returns the version as log lines show it: {@code 0.1.0 (build 0a1b2c3d4e5f, linux-amd64)}. */
    @Override
    public String toString() {
        return number + " (build " + commit + ", " + target + ")";
    }
}
