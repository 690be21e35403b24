// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.text.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mounts that a process sees.
 *
 * <p>Source: proc_pid_mountinfo(5).
 *
 * @param mounts the mounts in the order of the file: a later mount hides an earlier one on the same directory
 */
record MountTable(List<Mount> mounts) {
    private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");
    private static final String CGROUP2 = "cgroup2";
    private static final char NOT_UTF_8 = '\uFFFD';

    /**
     * One mount.
     *
     * @param root the directory of the mounted file system that appears at the mount point
     * @param point the mount point
     * @param type the type of the file system
     */
    record Mount(String root, Path point, String type) {
        boolean isCgroup2() {
            return type.equals(CGROUP2);
        }
    }

    MountTable {
        mounts = List.copyOf(mounts);
    }

    /** Reads the mounts that this process sees. */
    static MountTable ofThisProcess() {
        try {
            return parse(Files.readAllBytes(MOUNTINFO));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Parses {@code /proc/self/mountinfo}. Names in it are any bytes; a mount point that no {@link Path} of this
     * process can name is left out.
     *
     * @throws IllegalArgumentException if a line is no mount; the message quotes it
     */
    static MountTable parse(byte[] mountinfo) {
        List<Mount> mounts = new ArrayList<>();
        // Not String.lines: the kernel leaves a carriage return in a name as it is.
        for (String line : new String(mountinfo, StandardCharsets.UTF_8).split("\n", -1)) {
            Mount mount = line.isEmpty() ? null : mount(line);
            if (mount != null) {
                mounts.add(mount);
            }
        }
        return new MountTable(mounts);
    }

    /**
     * Returns the mount of the cgroup2 hierarchy: the first mount of its root, else the first mount of a part of it.
     */
    Optional<Mount> cgroup2() {
        return mounts.stream()
                .filter(mount -> mount.isCgroup2() && mount.root().equals("/"))
                .findFirst()
                .or(() -> mounts.stream().filter(Mount::isCgroup2).findFirst());
    }

    /**
     * Returns the directory where the cgroup2 hierarchy is mounted.
     *
     * @throws ParentCgroupException if it is not mounted
     */
    Path hierarchyRoot() {
        return cgroup2()
                .orElseThrow(() -> new ParentCgroupException("no cgroup2 hierarchy is mounted on this machine"))
                .point();
    }

    /** Returns the mount that an absolute path without symbolic links lies on. */
    Optional<Mount> of(Path path) {
        Optional<Mount> deepest = Optional.empty();
        int depth = -1;
        for (Mount mount : mounts) {
            if (path.startsWith(mount.point()) && mount.point().getNameCount() >= depth) {
                depth = mount.point().getNameCount();
                deepest = Optional.of(mount);
            }
        }
        return deepest;
    }

    private static @Nullable Mount mount(String line) {
        String[] fields = line.split(" ", -1);
        // After the sixth field come optional fields up to a lone dash; then the type.
        int dash = 6;
        while (dash < fields.length && !fields[dash].equals("-")) {
            dash++;
        }
        if (dash + 1 >= fields.length) {
            throw new IllegalArgumentException("not a line of mountinfo: " + Printable.quoted(line));
        }
        String point = unescape(fields[4]);
        if (point.indexOf(NOT_UTF_8) >= 0) {
            return null;
        }
        try {
            return new Mount(unescape(fields[3]), Path.of(point), fields[dash + 1]);
        } catch (InvalidPathException e) {
            // The locale has no such names.
            return null;
        }
    }

    /** Returns a field without escapes: space, tab, line feed and backslash are a backslash and three octal digits. */
    private static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            String digits = i + 4 <= field.length() ? field.substring(i + 1, i + 4) : "";
            if (field.charAt(i) == '\\' && digits.matches("[0-3][0-7]{2}")) {
                text.append((char) Integer.parseInt(digits, 8));
                i += 3;
            } else {
                text.append(field.charAt(i));
            }
        }
        return text.toString();
    }
}
