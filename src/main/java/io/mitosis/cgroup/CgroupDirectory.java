// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.cell.CellOwner;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Directories of the cgroup file system. They come and go at any time, also while they are read. */
final class CgroupDirectory {
    private CgroupDirectory() {}

    /** Returns a cgroup's id: the inode number of its directory. */
    static long cgid(Path directory) throws IOException {
        return (Long) Files.getAttribute(directory, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    /** Returns the child cgroups in the order of their names. What vanishes while it is looked at is left out. */
    static List<CellOwner> children(Path parent, Set<String> excluded) throws IOException {
        List<CellOwner> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                if (!excluded.contains(String.valueOf(entry.getFileName()))) {
                    addCgroup(children, entry);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            if (Files.exists(parent)) {
                throw e.getCause();
            }
            return List.of();
        }
        Collections.sort(children);
        return List.copyOf(children);
    }

    private static void addCgroup(List<CellOwner> children, Path entry) throws IOException {
        try {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                children.add(new CellOwner(entry, cgid(entry)));
            }
        } catch (NoSuchFileException e) {
            // It has gone since it was listed: the next look will not find it either.
        }
    }
}
