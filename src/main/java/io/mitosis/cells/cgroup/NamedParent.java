// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/** The parent cgroup that an option names. It need not exist yet; a path that can never be a cgroup is refused. */
final class NamedParent {
    /** The longest name in bytes, see {@code NAME_MAX}. */
    private static final int MAX_NAME = 255;
    /** The longest path in bytes, see {@code PATH_MAX}, which includes the NUL. */
    private static final int MAX_PATH = 4095;

    private NamedParent() {}

    static ParentCgroup find(String option, MountTable mounts) {
        if (!option.startsWith("/") || option.indexOf('\0') >= 0) {
            throw new ParentCgroupException("parent cgroup " + option + " does not start with /");
        }
        Path root = mounts.hierarchyRoot();
        Path named = path(option);
        Path directory = isInside(named, root) ? inside(named, root) : named;
        Path real = real(directory);
        if (Files.exists(real) && !Files.isDirectory(real)) {
            throw new ParentCgroupException("parent cgroup " + directory + " is not a directory");
        }
        MountTable.Mount mount = mounts.of(real)
                .filter(MountTable.Mount::isCgroup2)
                .orElseThrow(() ->
                        new ParentCgroupException("parent cgroup " + directory + " is not on a cgroup2 file system"));
        // The hierarchy may be mounted twice, and parts of it anywhere.
        return new ParentCgroup(real, real.startsWith(root) ? root : mount.point());
    }

    private static Path path(String option) {
        Path path;
        try {
            path = Path.of(option).normalize();
        } catch (InvalidPathException e) {
            throw new ParentCgroupException("parent cgroup " + option + " is no path: " + e.getReason());
        }
        if (length(option) > MAX_PATH) {
            throw new ParentCgroupException(
                    "parent cgroup " + option.substring(0, MAX_NAME) + "... is longer than any path can be");
        }
        for (Path part : path) {
            String name = part.toString();
            // The kernel makes no cgroup with a line feed in its name.
            if (name.indexOf('\n') >= 0 || length(name) > MAX_NAME) {
                throw new ParentCgroupException("parent cgroup " + option + " has a name that no cgroup can have");
            }
        }
        return path;
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Returns whether a path is relative to the root of the hierarchy rather than an absolute directory. The one that
     * exists decides; if none exists, whether the first name of the path exists, since the daemon would wait for a
     * misspelt directory in vain.
     */
    private static boolean isInside(Path named, Path root) {
        if (named.startsWith(root)) {
            return false;
        }
        if (Files.exists(inside(named, root)) || isThere(named)) {
            return Files.exists(inside(named, root));
        }
        Path first = Objects.requireNonNull(named.getRoot()).resolve(named.getName(0));
        return Files.exists(inside(first, root)) || !isThere(first);
    }

    private static Path inside(Path named, Path root) {
        return root.resolve(named.toString().substring(1));
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns a directory with symbolic links resolved. Parts that do not exist yet count as directories. */
    private static Path real(Path directory) {
        Path there = directory;
        while (true) {
            try {
                return there.toRealPath().resolve(there.relativize(directory));
            } catch (NoSuchFileException e) {
                if (Files.isSymbolicLink(there)) {
                    return real(target(there).resolve(there.relativize(directory)));
                }
                there = Objects.requireNonNull(there.getParent());
            } catch (IOException e) {
                throw unreadable(directory, e);
            }
        }
    }

    private static Path target(Path link) {
        try {
            return link.resolveSibling(Files.readSymbolicLink(link));
        } catch (IOException e) {
            throw unreadable(link, e);
        }
    }

    private static ParentCgroupException unreadable(Path directory, IOException failure) {
        String reason = failure instanceof FileSystemException known ? known.getReason() : null;
        return new ParentCgroupException(
                "parent cgroup " + directory + " cannot be read: " + (reason == null ? failure.getMessage() : reason));
    }
}
