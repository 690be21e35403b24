// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

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
 * An inotify watch that shows when to scan the cgroups again: owners of cells or the parent were created or removed,
 * attributes of owners have changed, or files that cpusets depend on were written.
 *
 * <p>For the children of a parent it is enough to watch every directory from the root of the hierarchy down to the
 * parent, as far as these exist. Kernels before 7.1 send no event when a watched cgroup directory itself is removed,
 * but they send one for its entry in the directory above; and when a missing directory is created again, the directory
 * above it has an event. For writes to the files of cpusets, which any partition anywhere may narrow, all directories
 * are watched, up to a limit. Where a BPF program reports these writes, only directories with owners or partitions in
 * them are watched besides: {@linkplain #watch the scan} names them. A directory is always watched before it is listed,
 * or before its owners are read, so that no change is missed in between.
 */
public final class CellWatch implements OwnerWatch, AutoCloseable {
    private static final String CONTROLLERS = "cgroup.subtree_control";
    /** Writes to these files may change which CPUs a cgroup has. Without the controller there is no cpuset. */
    private static final Set<String> CPUSET_FILES =
            Set.of("cpuset.cpus", "cpuset.cpus.exclusive", "cpuset.cpus.partition", CONTROLLERS);

    /** The largest number of watched directories: each takes several hundred bytes, and some kernel memory. */
    private static final int MAX_DIRECTORIES = 10_000;

    private final Path root;
    // The cgroup whose children own cells; null if any cgroup may own one.
    private final @Nullable Path parent;
    private WatchScope scope;
    private final boolean cpusetFiles;
    private final int interest;
    private final Consumer<String> complaints;
    private final Inotify inotify;
    private final WatchedDirectories watched;
    // The directories that the current scan has named.
    private final Set<Path> named = new HashSet<>();
    private boolean complained;

    private CellWatch(CellSource source, boolean cpusetFiles, Consumer<String> complaints, Inotify inotify) {
        root = source.hierarchyRoot();
        this.cpusetFiles = cpusetFiles;
        this.complaints = complaints;
        this.inotify = inotify;
        watched = new WatchedDirectories(inotify);
        parent = source instanceof ParentCgroup ? source.directory() : null;
        scope = scope(parent, cpusetFiles);
        // A new cgroup owns nothing until its cpuset is written.
        int entries = scope instanceof WatchScope.Named ? Inotify.DEPARTURES : Inotify.ENTRIES;
        interest = entries | Inotify.ATTRIBUTES | Inotify.CONTENTS;
    }

    private static WatchScope scope(@Nullable Path parent, boolean cpusetFiles) {
        if (cpusetFiles) {
            return new WatchScope.Everything();
        }
        return parent == null ? new WatchScope.Named() : new WatchScope.Along(parent);
    }

    /**
     * Starts to watch. Changes after this call are not missed.
     *
     * @param cpusetFiles whether to report writes to all files that cpusets depend on; otherwise only changes of the
     *     controllers that a watched cgroup enables for its children
     * @param complaints takes one line, at most once, if not every directory can be watched
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
            complaints.accept("No cgroup can be watched, so changes are seen only by the full rescan: " + e.getMessage()
                    + "; the sysctl fs.inotify.max_user_instances sets a limit");
            CellWatch silent = new CellWatch(source, cpusetFiles, complaints, Inotify.silent());
            silent.complained = true;
            return silent;
        }
        CellWatch watch = new CellWatch(source, cpusetFiles, complaints, inotify);
        watch.followFrom(watch.root);
        return watch;
    }

    @Override
    public void watch(Path directory) {
        if (!(scope instanceof WatchScope.Everything)) {
            named.add(directory);
            follow(directory, new WatchScope.Named());
        }
    }

    /** Ends the watches that the scan did not name: not all kernels send an event for the end of a directory. */
    @Override
    public void seenAll() {
        if (!(scope instanceof WatchScope.Everything)) {
            named.add(root);
            watched.retain(directory -> named.contains(directory) || scope.contains(directory));
            named.clear();
        }
    }

    /** Returns the descriptor that becomes readable when there are events. */
    public FileDescriptor file() {
        return inotify.file();
    }

    /** Reads all events. Returns whether the cgroups should be scanned. */
    public boolean drain() {
        boolean notified = false;
        for (InotifyEvent event : inotify.drain()) {
            notified |= take(event);
        }
        return notified;
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
            // One of the last events of a watch that was ended.
            return false;
        }
        return event.name().isEmpty() ? takeOwn(event) : takeOfEntry(event, directory);
    }

    private boolean takeOwn(InotifyEvent event) {
        if (event.isAttributeChange()) {
            // The directory may have another owner now. Where the directory above is watched, its event shows this.
            return scope instanceof WatchScope.Named;
        }
        if (event.isWrite()) {
            return false;
        }
        // The directory was removed. If another one has its name now, the directory above has had an event.
        watched.remove(event.watch());
        return true;
    }

    private boolean takeOfEntry(InotifyEvent event, Path directory) {
        if (event.isWrite()) {
            // No other event shows that the children of the parent have lost the controller.
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
            followFrom(entry);
        }
        return isOfInterest(event, directory, entry);
    }

    private boolean isOfInterest(InotifyEvent event, Path directory, Path entry) {
        if (parent == null || directory.equals(parent) || parent.startsWith(entry)) {
            return true;
        }
        // A removed partition gives its CPUs back. A new one may have taken CPUs before it was watched.
        return event.isDeparture() || (event.isArrival() && cpusetFiles);
    }

    private void followFrom(Path start) {
        if (parent != null && parent.startsWith(start) && scope instanceof WatchScope.Everything) {
            // The way to the parent comes first, however many other directories there are.
            follow(start, new WatchScope.Along(parent));
        }
        follow(start, scope);
    }

    private void follow(Path start, WatchScope those) {
        Deque<Path> unwatched = new ArrayDeque<>();
        unwatched.add(start);
        for (Path next = unwatched.poll(); next != null; next = unwatched.poll()) {
            unwatched.addAll(watch(next, those, MAX_DIRECTORIES - watched.count() - unwatched.size()));
        }
    }

    /**
     * Watches a directory. Returns the directories in it that are to be watched too, at most {@code max}; so many may
     * exceed the limit by one, which is complained of when that one is watched.
     */
    private List<Path> watch(Path directory, WatchScope those, int max) {
        boolean needed = parent != null && parent.startsWith(directory);
        if (watched.count() >= MAX_DIRECTORIES && !needed && !watched.has(directory)) {
            complain("there are more than " + MAX_DIRECTORIES);
            return List.of();
        }
        try {
            watched.add(directory, interest);
            return those.below(directory, max);
        } catch (ErrnoException e) {
            // If the directory was missing, another one may already have its name, and has had an event.
            if (!e.isNotFound()) {
                complain(e.getMessage()
                        + (e.isNoSpace() ? "; the sysctl fs.inotify.max_user_watches sets the limit" : ""));
            }
            return List.of();
        }
    }

    private void followAnew() {
        Set<Integer> before = watched.watches();
        watched.clear();
        followFrom(root);
        for (int watch : before) {
            if (watched.directory(watch) == null) {
                inotify.unwatch(watch);
            }
        }
    }

    private void complain(String why) {
        if (!complained) {
            complained = true;
            complaints.accept(
                    "Not all cgroups can be watched, so some changes are seen only by the full rescan: " + why);
        }
    }
}
