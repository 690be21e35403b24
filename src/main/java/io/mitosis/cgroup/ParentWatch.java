// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.Inotify;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Says when to look at the parent cgroup again: children have come or gone, or the parent itself.
 *
 * <p>Every directory from the root of the hierarchy down to the parent is watched as far as it exists. Kernels before
 * 7.1 send no event when a watched cgroup directory itself is removed, but they do send one for its entry in the
 * directory above; and whichever of these directories is missing, the one above it tells when it comes back.
 */
public final class ParentWatch implements AutoCloseable {
    private final ParentCgroup parent;
    private final Inotify inotify;
    private Set<Integer> watches = Set.of();

    private ParentWatch(ParentCgroup parent, Inotify inotify) {
        this.parent = parent;
        this.inotify = inotify;
    }

    /**
     * Starts to watch. What is listed after that is not missed.
     *
     * @throws ErrnoException if the kernel has no watch to give
     */
    public static ParentWatch open(ParentCgroup parent) {
        Inotify inotify = Inotify.open();
        ParentWatch watch = new ParentWatch(parent, inotify);
        try {
            watch.follow();
            return watch;
        } catch (ErrnoException e) {
            inotify.close();
            throw e;
        }
    }

    /** Returns what becomes readable when there is something to look at. */
    public FileDescriptor file() {
        return inotify.file();
    }

    /** Takes what the kernel has told. Returns whether the parent should be looked at. */
    public boolean drain() {
        boolean told = inotify.drain();
        if (told) {
            follow();
        }
        return told;
    }

    @Override
    public void close() {
        inotify.close();
    }

    /** Watches what exists of the path, again and again until a pass finds what the one before it found. */
    private void follow() {
        Set<Integer> before;
        do {
            before = watches;
            watches = watchPath();
        } while (!watches.equals(before));
    }

    private Set<Integer> watchPath() {
        Set<Integer> found = new HashSet<>();
        Path directory = parent.hierarchyRoot();
        if (watchIfThere(directory, found)) {
            for (Path name : directory.relativize(parent.directory())) {
                directory = directory.resolve(name);
                if (!watchIfThere(directory, found)) {
                    break;
                }
            }
        }
        return found;
    }

    private boolean watchIfThere(Path directory, Set<Integer> found) {
        try {
            found.add(inotify.watch(directory));
            return true;
        } catch (ErrnoException e) {
            // Not there, or no directory, at the moment of the call: what is there now may be another one already.
            if (e.isNotFound()) {
                return false;
            }
            throw e;
        }
    }
}
