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

/** The directories that are watched: one watch each, found by its number and by its path. */
final class WatchedDirectories {
    private final Inotify inotify;
    private final Map<Integer, Path> directories = new HashMap<>();
    // In the order of their paths: what begins like a path follows it, so nobody has to go through all of them.
    private final NavigableMap<Path, Integer> watches = new TreeMap<>();

    WatchedDirectories(Inotify inotify) {
        this.inotify = inotify;
    }

    /** Returns the directory of a watch; null if it was given up. */
    @Nullable
    Path directory(int watch) {
        return directories.get(watch);
    }

    /** Returns whether there is a watch for a path. */
    boolean has(Path directory) {
        return watches.containsKey(directory);
    }

    /** Returns how many there are. */
    int count() {
        return watches.size();
    }

    /** Returns all watches. */
    Set<Integer> watches() {
        return Set.copyOf(directories.keySet());
    }

    /**
     * Watches what is at a path now, and nothing else that was there.
     *
     * @throws ErrnoException if it cannot be watched
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

    /** Gives a watch up. */
    void remove(int watch) {
        Path directory = directories.remove(watch);
        if (directory != null) {
            watches.remove(directory, watch);
        }
        inotify.unwatch(watch);
    }

    /** Gives up all watches but those of some directories. */
    void retain(Predicate<Path> those) {
        for (Map.Entry<Path, Integer> watch : List.copyOf(watches.entrySet())) {
            if (!those.test(watch.getKey())) {
                remove(watch.getValue());
            }
        }
    }

    /** Gives up the watches of a directory and of all below it. */
    void removeBelow(Path directory) {
        String prefix = directory.toString();
        Iterator<Map.Entry<Path, Integer>> following =
                watches.tailMap(directory, true).entrySet().iterator();
        while (following.hasNext()) {
            Map.Entry<Path, Integer> next = following.next();
            Path path = next.getKey();
            // Before the entry goes: a tree map may use it for the next one.
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

    /** Forgets all, but ends no watch. */
    void clear() {
        directories.clear();
        watches.clear();
    }
}
