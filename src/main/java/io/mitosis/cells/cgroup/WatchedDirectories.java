// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.Inotify;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The watched directories: one watch each, found by number and by path. */
final class WatchedDirectories {
    private final Inotify inotify;
    private final Map<Integer, Path> directories = new HashMap<>();
    // In the order of paths: the paths below a directory follow it, so that they are found without a full pass.
    private final NavigableMap<Path, Integer> watches = new TreeMap<>();

    WatchedDirectories(Inotify inotify) {
        this.inotify = inotify;
    }

    /** Returns the directory of a watch; null if the watch was ended. */
    @Nullable
    Path directory(int watch) {
        return directories.get(watch);
    }

    /** Returns whether a directory is watched. */
    boolean has(Path directory) {
        return watches.containsKey(directory);
    }

    /** Returns the number of watched directories. */
    int count() {
        return watches.size();
    }

    /** Returns the numbers of all watches. */
    Set<Integer> watches() {
        return Set.copyOf(directories.keySet());
    }

    /**
     * Watches the directory that a path names now, and ends the watch of an earlier directory at the path.
     *
     * @throws ErrnoException if the directory cannot be watched
     */
    void add(Path directory, int interest) {
        int watch = inotify.watch(directory, interest);
        Path before = directories.put(watch, directory);
        if (before != null) {
            watches.remove(before, watch);
        }
        Integer other = watches.put(directory, watch);
        if (other != null && other != watch) {
            directories.remove(other);
            inotify.unwatch(other);
        }
    }

    /** Ends a watch. */
    void remove(int watch) {
        Path directory = directories.remove(watch);
        if (directory != null) {
            watches.remove(directory, watch);
        }
        inotify.unwatch(watch);
    }

    /** Ends all watches but those of some directories. */
    void retain(Predicate<Path> those) {
        for (Map.Entry<Path, Integer> watch : List.copyOf(watches.entrySet())) {
            if (!those.test(watch.getKey())) {
                remove(watch.getValue());
            }
        }
    }

    /** Ends the watches of a directory and of all directories below it. */
    void removeBelow(Path directory) {
        String prefix = directory.toString();
        Iterator<Map.Entry<Path, Integer>> following =
                watches.tailMap(directory, true).entrySet().iterator();
        while (following.hasNext()) {
            Map.Entry<Path, Integer> next = following.next();
            Path path = next.getKey();
            // Read before the entry is removed: a tree map may reuse the entry.
            int watch = next.getValue();
            if (path.startsWith(directory)) {
                following.remove();
                directories.remove(watch);
                inotify.unwatch(watch);
            } else if (!path.toString().startsWith(prefix)) {
                return;
            }
        }
    }

    /** Removes all directories without ending their watches. */
    void clear() {
        directories.clear();
        watches.clear();
    }
}
