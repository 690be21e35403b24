// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.FileDescriptor;
import io.mitosis.linux.Inotify;
import io.mitosis.linux.InotifyEvent;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says when to look at the cgroups again: owners of cells have come or gone, the parent itself has, attributes of
 * owners have changed, or files that cpusets depend on were written.
 *
 * <p>For the children of a parent it is enough to watch every directory from the root of the hierarchy down to the
 * parent, as far as it exists, and down to partitions that own cells. Kernels before 7.1 send no event when a watched
 * cgroup directory itself is removed, but they do send one for its entry in the directory above; and whichever of these
 * directories is missing, the one above it tells when it comes back. For owners anywhere, and for the cpusets, which
 * any partition anywhere may narrow, all directories are watched. A directory is always watched before it is listed, so
 * that nothing falls in between.
 */
public final class CellWatch implements AutoCloseable {
    private static final String CONTROLLERS = "cgroup.subtree_control";
    /** Writes to these files may change which CPUs a cgroup has. Without the controller there is no cpuset. */
    private static final Set<String> CPUSET_FILES =
            Set.of("cpuset.cpus", "cpuset.cpus.exclusive", "cpuset.cpus.partition", CONTROLLERS);

    private final Path root;
    // Whose children own cells; null if any cgroup may.
    private final @Nullable Path parent;
    private WatchScope scope;
    private final boolean cpusetFiles;
    private final int interest;
    private final Consumer<String> complaints;
    private final Inotify inotify;
    private final WatchedDirectories watched;
    private boolean complained;

    private CellWatch(CellSource source, boolean cpusetFiles, Consumer<String> complaints, Inotify inotify) {
        root = source.hierarchyRoot();
        this.cpusetFiles = cpusetFiles;
        this.complaints = complaints;
        this.inotify = inotify;
        watched = new WatchedDirectories(inotify);
        parent = source instanceof ParentCgroup ? source.directory() : null;
        scope = parent != null && !cpusetFiles ? new WatchScope.Along(Set.of(parent)) : new WatchScope.Everything();
        boolean contents = cpusetFiles || parent != null;
        interest = Inotify.ENTRIES | Inotify.ATTRIBUTES | (contents ? Inotify.CONTENTS : 0);
    }

    /**
     * Starts to watch. What is read after that is not missed.
     *
     * @param cpusetFiles whether to tell of writes to all files that cpusets depend on; otherwise, with a parent, only
     *     of controllers that it or a cgroup above it gives to its children or takes from them
     * @param complaints takes one line, at most once, if not all can be watched, or nothing; the rest goes on
     */
    public static CellWatch open(CellSource source, boolean cpusetFiles, Consumer<String> complaints) {
        return open(source, cpusetFiles, complaints, Inotify::open);
    }

    static CellWatch open(
            CellSource source, boolean cpusetFiles, Consumer<String> complaints, Supplier<Inotify> opener) {
        Inotify inotify;
        try {
            inotify = opener.get();
        } catch (ErrnoException e) {
            complaints.accept("No cgroup can be watched, so changes are seen only by the regular look: "
                    + e.getMessage() + "; the sysctl fs.inotify.max_user_instances sets a limit");
            return new CellWatch(source, cpusetFiles, complaints, Inotify.silent());
        }
        CellWatch watch = new CellWatch(source, cpusetFiles, complaints, inotify);
        watch.follow(watch.root);
        return watch;
    }

    /**
     * Watches directories besides, from now on, instead of those given before: partitions in them may go.
     *
     * @return whether one of them was not watched so far, so that what went there was not told
     */
    public boolean alsoAt(Set<Path> directories) {
        WatchScope before = scope;
        if (parent == null || before instanceof WatchScope.Everything) {
            return false;
        }
        Set<Path> targets = new HashSet<>(directories);
        targets.add(parent);
        scope = new WatchScope.Along(Set.copyOf(targets));
        if (scope.equals(before)) {
            return false;
        }
        followAnew();
        return directories.stream().anyMatch(directory -> !before.contains(directory));
    }

    /** Returns what becomes readable when something may have happened. */
    public FileDescriptor file() {
        return inotify.file();
    }

    /** Takes what the kernel has told. Returns whether the cgroups should be looked at. */
    public boolean drain() {
        boolean told = false;
        for (InotifyEvent event : inotify.drain()) {
            told |= take(event);
        }
        return told;
    }

    @Override
    public void close() {
        inotify.close();
    }

    private boolean take(InotifyEvent event) {
        if (event.isOverflow()) {
            followAnew();
            return true;
        }
        Path directory = watched.directory(event.watch());
        if (directory == null) {
            // The last events of a watch that was given up.
            return false;
        }
        return event.name().isEmpty() ? takeOwn(event) : takeOfEntry(event, directory);
    }

    private boolean takeOwn(InotifyEvent event) {
        if (event.isAttributeChange() || event.isWrite()) {
            return false;
        }
        // The directory has gone. If there is another one of that name, the directory above has told.
        watched.remove(event.watch());
        return true;
    }

    private boolean takeOfEntry(InotifyEvent event, Path directory) {
        if (event.isWrite()) {
            // Nobody else tells that the children of the parent have lost the controller.
            return cpusetFiles
                    ? CPUSET_FILES.contains(event.name())
                    : event.name().equals(CONTROLLERS);
        }
        Path entry;
        try {
            entry = directory.resolve(event.name());
        } catch (InvalidPathException e) {
            return true;
        }
        if (event.isDeparture()) {
            watched.removeBelow(entry);
        } else if (event.isArrival() && scope.contains(entry)) {
            follow(entry);
        }
        return isOfInterest(event, directory, entry);
    }

    private boolean isOfInterest(InotifyEvent event, Path directory, Path entry) {
        if (parent == null || directory.equals(parent) || parent.startsWith(entry)) {
            return true;
        }
        // A partition that goes gives its CPUs back. One that has come may have taken CPUs before it was watched.
        return event.isDeparture() || (event.isArrival() && cpusetFiles);
    }

    private void follow(Path start) {
        Deque<Path> unwatched = new ArrayDeque<>();
        unwatched.add(start);
        for (Path next = unwatched.poll(); next != null; next = unwatched.poll()) {
            unwatched.addAll(watch(next));
        }
    }

    /** Watches a directory. Returns those below it that are to be watched too. */
    private List<Path> watch(Path directory) {
        try {
            watched.add(directory, interest);
            return scope.below(directory);
        } catch (ErrnoException e) {
            // Not found at the moment of the call: what is there now may be another one already.
            if (!e.isNotFound()) {
                complain(e);
            }
            return List.of();
        }
    }

    private void followAnew() {
        Set<Integer> before = watched.watches();
        watched.clear();
        follow(root);
        for (int watch : before) {
            if (watched.directory(watch) == null) {
                inotify.unwatch(watch);
            }
        }
    }

    private void complain(ErrnoException e) {
        if (!complained) {
            complained = true;
            String hint = e.isNoSpace() ? "; the sysctl fs.inotify.max_user_watches sets the limit" : "";
            complaints.accept("Not all cgroups can be watched, so some changes are seen only by the regular look: "
                    + e.getMessage() + hint);
        }
    }
}
