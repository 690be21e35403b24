// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.cells.model.CellOwner;
import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.Subdirectory;
import io.mitosis.linux.SubdirectoryReader;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A depth-first walk of a hierarchy. It visits each cgroup before the cgroups below it, and enters only cgroups whose
 * children have the cpuset controller. One directory is open at each level, so a tree of any width takes little memory.
 */
final class TreeWalk implements AutoCloseable {
    // The BPF side follows no cgroup deeper than this; each level takes an open file.
    private static final int MAX_DEPTH = 256;

    private final TreeReader reader;
    private final Visitor visitor;
    private final Predicate<Path> entrance;
    // The level whose children are being read first, then the levels above it.
    private final Deque<Level> levels = new ArrayDeque<>();

    /** The visitor of each cgroup. */
    interface Visitor {
        /** Visits a cgroup in {@code above}. Returns whether to enter it, if its children have the controller. */
        boolean take(CellOwner cgroup, Level above);
    }

    /**
     * Begins at a cgroup, which is not visited itself.
     *
     * @param entrance decides for each cgroup whose children have the controller whether to enter it
     */
    TreeWalk(Path start, TreeReader reader, Visitor visitor, Predicate<Path> entrance) {
        this.reader = reader;
        this.visitor = visitor;
        this.entrance = entrance;
        enter(start);
    }

    /** Continues until {@code nanos} have passed since {@code start}. Returns whether the walk is complete. */
    boolean proceed(long start, long nanos) {
        while (!levels.isEmpty()) {
            step(levels.getFirst());
            if (System.nanoTime() - start >= nanos) {
                break;
            }
        }
        return levels.isEmpty();
    }

    @Override
    public void close() {
        while (!levels.isEmpty()) {
            levels.removeFirst().children.close();
        }
    }

    private void enter(Path cgroup) {
        Controllers controllers = Controllers.of(cgroup);
        // Without the controller no cgroup below can have it either.
        if (!controllers.cpuset() || !entrance.test(cgroup)) {
            return;
        }
        if (levels.size() == MAX_DEPTH) {
            unreadable(cgroup, "it is more than " + MAX_DEPTH + " levels deep");
            return;
        }
        try {
            SubdirectoryReader children = SubdirectoryReader.open(cgroup);
            if (children != null) {
                levels.addFirst(new Level(cgroup, controllers, children));
            }
        } catch (ErrnoException e) {
            unreadable(cgroup, String.valueOf(e.getMessage()));
        }
    }

    private void step(Level level) {
        Subdirectory next = next(level);
        if (next == null) {
            levels.removeFirst();
            level.children.close();
            return;
        }
        CellOwner child = reader.child(level.cgroup, next);
        if (child != null && visitor.take(child, level)) {
            enter(child.path());
        }
    }

    private @Nullable Subdirectory next(Level level) {
        try {
            return level.children.next();
        } catch (ErrnoException e) {
            unreadable(level.cgroup, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void unreadable(Path cgroup, String why) {
        reader.problems().add("cgroup " + cgroup + " cannot be read, so none below it owns a cell: " + why);
    }

    /** A cgroup whose children are being read. */
    static final class Level {
        private final Path cgroup;
        private final Controllers controllers;
        private final SubdirectoryReader children;
        private boolean watched;

        private Level(Path cgroup, Controllers controllers, SubdirectoryReader children) {
            this.cgroup = cgroup;
            this.controllers = controllers;
            this.children = children;
        }

        Controllers controllers() {
            return controllers;
        }

        /** Has the cgroup watched, unless it was before. */
        void watch(OwnerWatch watch) {
            if (!watched) {
                watched = true;
                watch.watch(cgroup);
            }
        }
    }
}
