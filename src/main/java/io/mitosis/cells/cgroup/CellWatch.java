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
 * Says when to look at the cgroups again: owners of cells have come or gone, the parent itself has, attributes of
 * owners have changed, or files that cpusets depend on were written.
 *
 * <p>For the children of a parent it is enough to watch every directory from the root of the hierarchy down to the
 * parent, as far as it exists. Kernels before 7.1 send no event when a watched cgroup directory itself is removed, but
 * they do send one for its entry in the directory above; and whichever of these directories is missing, the one above
 * it tells when it comes back. For the files of cpusets, which any partition anywhere may narrow, all directories are
 * watched, up to a number. Where others tell of writes to these, only directories that have owners or partitions in
 * them are watched besides: {@linkplain #watch whoever reads them} says which. A directory is always watched before it
 * is listed, or before its owners are read, so that nothing falls in between.
 */
public final class CellWatch implements OwnerWatch, AutoCloseable {
    private static final String CONTROLLERS = "cgroup.subtree_control";
    /** Writes to these files may change which CPUs a cgroup has. Without the controller there is no cpuset. */
    private static final Set<String> CPUSET_FILES =
            Set.of("cpuset.cpus", "cpuset.cpus.exclusive", "cpuset.cpus.partition", CONTROLLERS);

    /** Each takes several hundred bytes, and a little memory of the kernel's. */
    private static final int MOST_DIRECTORIES = 10_000;

    private final Path root;
    // Whose children own cells; null if any cgroup may.
    private final @Nullable Path parent;
    private WatchScope scope;
    private final boolean cpusetFiles;
    private final int interest;
    private final Consumer<String> complaints;
    private final Inotify inotify;
    private final WatchedDirectories watched;
    // Since a look was over.
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
        // A cgroup that comes owns nothing until its cpuset is written.
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
     * Starts to watch. What is read after that is not missed.
     *
     * @param cpusetFiles whether to tell of writes to all files that cpusets depend on; otherwise only of controllers
     *     that a watched cgroup gives to its children or takes from them
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

    /** Otherwise directories that came and went would be watched for ever: not all kernels tell of their own end. */
    @Override
    public void seenAll() {
        if (!(scope instanceof WatchScope.Everything)) {
            named.add(root);
            watched.retain(directory -> named.contains(directory) || scope.contains(directory));
            named.clear();
        }
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
        if (event.isAttributeChange()) {
            // It may belong to another user now. Where the directory above is watched that one tells.
            return scope instanceof WatchScope.Named;
        }
        if (event.isWrite()) {
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
            followFrom(entry);
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

    private void followFrom(Path start) {
        if (parent != null && parent.startsWith(start) && scope instanceof WatchScope.Everything) {
            // First, however many there are beside.
            follow(start, new WatchScope.Along(parent));
        }
        follow(start, scope);
    }

    private void follow(Path start, WatchScope those) {
        Deque<Path> unwatched = new ArrayDeque<>();
        unwatched.add(start);
        for (Path next = unwatched.poll(); next != null; next = unwatched.poll()) {
            unwatched.addAll(watch(next, those, MOST_DIRECTORIES - watched.count() - unwatched.size()));
        }
    }

    /**
     * Watches a directory. Returns those below it that are to be watched too; of more than can be, one more, so that it
     * is complained of.
     */
    private List<Path> watch(Path directory, WatchScope those, int most) {
        boolean needed = parent != null && parent.startsWith(directory);
        if (watched.count() >= MOST_DIRECTORIES && !needed && !watched.has(directory)) {
            complain("there are more than " + MOST_DIRECTORIES);
            return List.of();
        }
        try {
            watched.add(directory, interest);
            return those.below(directory, most);
        } catch (ErrnoException e) {
            // Not found at the moment of the call: what is there now may be another one already.
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
                    "Not all cgroups can be watched, so some changes are seen only by the regular look: " + why);
        }
    }
}
