// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.linux.Epoll;
import io.mitosis.linux.ErrnoException;
import io.mitosis.linux.Inotify;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain directories send the same events as cgroups. */
class CellWatchTest {
    private static final List<String> PATHS = List.of("a", "a/b", "a/b/c", "a/b/d", "e", "e/f");
    static final int DRAIN = 6;

    /**
     * Each step makes a directory that is missing, removes one that is there, or lets the watches read their events.
     */
    @Property(tries = 200)
    void whateverHappensAllThatExistsIsWatchedInTheEnd(
            @ForAll @Size(max = 30) List<@IntRange(max = DRAIN) Integer> steps) throws IOException {
        CgroupTree tree = new CgroupTree(Files.createTempDirectory("cell-watch"));
        ParentCgroup parent = new ParentCgroup(tree.path("a/b"), tree.root());
        try (CellWatch everything = open(new CpusetTree(tree.root()), false);
                CellWatch files = open(parent, true);
                CellWatch along = open(parent, false)) {
            for (int step : steps) {
                if (step == DRAIN) {
                    drain(everything, files, along);
                } else {
                    toggle(tree, PATHS.get(step));
                }
            }
            drain(everything, files, along);
            for (String path : existing(tree)) {
                boolean isParent = path.equals("a/b");
                tree.make(path + "/new");
                assertThat(everything.drain()).as(path).isTrue();
                assertThat(files.drain()).as(path).isTrue();
                assertThat(along.drain()).as(path).isEqualTo(isParent);
                tree.write(path + "/new", "cpuset.cpus", "0");
                assertThat(files.drain()).as(path + "/new").isTrue();
                assertThat(along.drain()).as(path + "/new").isFalse();
                drain(everything);
            }
        } finally {
            delete(tree.root());
        }
    }

    @Test
    void whereItIsAskedToWatchBesidesItTellsOfDepartures(@TempDir Path temp) {
        CgroupTree tree = new CgroupTree(temp).make("parent").make("slice/rt");
        try (CellWatch watch = open(new ParentCgroup(tree.path("parent"), temp), false)) {
            assertThat(watch.alsoAt(Set.of(temp))).as("watched anyway").isFalse();
            assertThat(watch.alsoAt(Set.of(tree.path("slice")))).isTrue();
            assertThat(watch.alsoAt(Set.of(tree.path("slice")))).isFalse();
            tree.remove("slice/rt");
            assertThat(watch.drain()).isTrue();

            tree.make("slice/rt");
            assertThat(watch.alsoAt(Set.of())).isFalse();
            tree.remove("slice/rt");
            assertThat(watch.drain()).isFalse();

            tree.make("parent/web");
            assertThat(watch.drain()).isTrue();
        }
    }

    @Test
    void lostEventsMeanToLookAndToWatchAnew(@TempDir Path temp) throws IOException {
        CgroupTree tree = new CgroupTree(temp).make("a/b");
        // Not by Files.readString: it reads one byte first, and this file gives no second part.
        String limit = String.valueOf(TextFile.read(Path.of("/proc/sys/fs/inotify/max_queued_events")));
        int queue = Integer.parseInt(limit.strip());
        try (CellWatch watch = open(new CpusetTree(temp), false)) {
            for (int i = 0; i <= queue / 2; i++) {
                tree.make("noise").remove("noise");
            }
            tree.make("unseen");
            assertThat(watch.drain()).isTrue();
            assertThat(watch.drain()).isFalse();

            tree.make("unseen/new");
            assertThat(watch.drain())
                    .as("in a directory whose arrival was lost")
                    .isTrue();
            tree.make("a/b/new");
            assertThat(watch.drain())
                    .as("in a directory that was watched before")
                    .isTrue();
        }
    }

    @Test
    void namesOfFilesThatAreNoDirectoriesDoNoHarm(@TempDir Path temp) {
        CgroupTree tree = new CgroupTree(temp);
        try (CellWatch watch = open(new ParentCgroup(temp.resolve("a"), temp), false)) {
            tree.write("", "a", "a file where the parent should be");
            assertThat(watch.drain()).isTrue();
            tree.remove("a").make("a");
            assertThat(watch.drain()).isTrue();
            tree.make("a/child");
            assertThat(watch.drain()).isTrue();
        }
    }

    @Test
    void controllersAlongThePathAreToldInAnyCase(@TempDir Path temp) {
        CgroupTree tree = new CgroupTree(temp);
        for (String cgroup : List.of("", "a", "a/b", "a/b/child", "other")) {
            tree.write(cgroup, "cgroup.subtree_control", "cpuset").write(cgroup, "cpuset.cpus", "");
        }
        try (CellWatch along = open(new ParentCgroup(tree.path("a/b"), temp), false)) {
            for (String cgroup : List.of("", "a", "a/b", "a/b/child", "other")) {
                tree.write(cgroup, "cpuset.cpus", "0");
                assertThat(along.drain()).as(cgroup).isFalse();
                tree.write(cgroup, "cgroup.subtree_control", "");
                assertThat(along.drain()).as(cgroup).isEqualTo("a/b".startsWith(cgroup));
            }
        }
    }

    @Test
    void aKernelWithoutWatchesLeftIsTheRegularLooksConcern(@TempDir Path temp) {
        List<String> complaints = new ArrayList<>();
        Supplier<Inotify> none = () -> {
            throw new ErrnoException("inotify_init1", 24, "inotify");
        };
        try (CellWatch watch = CellWatch.open(new CpusetTree(temp), false, complaints::add, none);
                Epoll epoll = Epoll.open()) {
            epoll.add(watch.file(), 1);
            new CgroupTree(temp).make("new");
            assertThat(epoll.await(0)).isZero();
            assertThat(watch.drain()).isFalse();
        }
        assertThat(complaints).singleElement().asString().contains("EMFILE", "fs.inotify.max_user_instances");
    }

    @Test
    void aDirectoryThatMovesTakesItsWatchesAlongAndNoOther(@TempDir Path temp) throws IOException {
        CgroupTree tree = new CgroupTree(temp).make("a/b/c").make("a-b").make("ab");
        try (CellWatch watch = open(new CpusetTree(temp), false)) {
            Files.move(tree.path("a"), tree.path("z"));
            tree.make("a/b");
            assertThat(watch.drain()).isTrue();
            for (String path : List.of("z/b/c", "a/b", "a-b", "ab")) {
                tree.make(path + "/new");
                assertThat(watch.drain()).as(path).isTrue();
            }
            Files.move(tree.path("z"), Files.createTempDirectory("cell-watch").resolve("z"));
            assertThat(watch.drain()).isTrue();
            assertThat(watch.drain()).isFalse();
        }
    }

    @Test
    void aDirectoryThatCannotBeWatchedKeepsNoOtherOneFromIt(@TempDir Path temp) throws IOException {
        String level = "/" + "x".repeat(200);
        // Together longer than the path that the kernel takes.
        CgroupTree tree = new CgroupTree(temp).make("a" + level.repeat(11)).make("b" + level.repeat(11));
        Path tooLong = tree.path("a" + level.repeat(11) + "/b");
        Files.move(tree.path("b"), tooLong);
        String deep = "c" + "/d".repeat(30);
        tree.make(deep);
        List<String> complaints = new ArrayList<>();
        try (CellWatch watch = CellWatch.open(new CpusetTree(temp), false, complaints::add)) {
            assertThat(complaints).singleElement().asString().contains("ENAMETOOLONG");
            tree.make(deep + "/new");
            assertThat(watch.drain()).isTrue();
        } finally {
            Files.move(tooLong, tree.path("b"));
        }
    }

    private static CellWatch open(CellSource source, boolean cpusetFiles) {
        return CellWatch.open(source, cpusetFiles, problem -> {
            throw new AssertionError(problem);
        });
    }

    private static void drain(CellWatch... watches) {
        for (CellWatch watch : watches) {
            watch.drain();
        }
    }

    private static void toggle(CgroupTree tree, String path) throws IOException {
        try {
            if (!Files.deleteIfExists(tree.path(path))) {
                tree.make(path);
            }
        } catch (DirectoryNotEmptyException e) {
            // It stays.
        }
    }

    private static List<String> existing(CgroupTree tree) {
        List<String> existing = new ArrayList<>(PATHS);
        existing.removeIf(path -> !Files.isDirectory(tree.path(path)));
        return existing;
    }

    private static void delete(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
