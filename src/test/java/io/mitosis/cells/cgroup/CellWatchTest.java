// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

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
        try (CellWatch everything = open(new CpusetTree(tree.root()), true);
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
                assertThat(everything.drain()).as(path + "/new").isTrue();
                assertThat(files.drain()).as(path + "/new").isTrue();
                assertThat(along.drain()).as(path + "/new").isFalse();
            }
        } finally {
            delete(tree.root());
        }
    }

    @Test
    void besidesTheParentItTellsOfDeparturesFromDirectoriesThatALookNames(@TempDir Path temp) {
        CgroupTree tree = new CgroupTree(temp).make("parent").make("slice/rt");
        try (CellWatch watch = open(new ParentCgroup(tree.path("parent"), temp), false)) {
            tree.remove("slice/rt").make("slice/rt");
            assertThat(watch.drain()).as("before anybody named it").isFalse();

            watch.watch(temp);
            watch.watch(tree.path("slice"));
            watch.seenAll();
            tree.remove("slice/rt");
            assertThat(watch.drain()).isTrue();

            tree.make("slice/rt");
            watch.seenAll();
            tree.remove("slice/rt");
            assertThat(watch.drain()).as("after a look that did not name it").isFalse();

            tree.make("parent/web");
            assertThat(watch.drain()).isTrue();
        }
    }

    @Test
    void lostEventsMeanToLookAndToWatchAnew(@TempDir Path temp) throws IOException {
        CgroupTree tree = new CgroupTree(temp).make("a/b");
        try (CellWatch watch = open(new CpusetTree(temp), true)) {
            overflow(tree, ".");
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
    void whereOthersTellOfWritesOnlyDirectoriesWithOwnersAreWatched(@TempDir Path temp) {
        CgroupTree tree = new CgroupTree(temp).make("a/owner").make("b/other");
        try (CellWatch watch = open(new CpusetTree(temp), false)) {
            tree.remove("b/other").attribute("a/owner", "mitosis.weight", "2");
            assertThat(watch.drain()).as("before anybody named them").isFalse();

            watch.watch(tree.path("a"));
            watch.watch(tree.path("a"));
            tree.make("a/new").write("a/owner", "cpuset.cpus", "0").write("a", "cpuset.cpus", "0");
            assertThat(watch.drain())
                    .as("a cpuset that is written is told by others")
                    .isFalse();
            tree.attribute("a/owner", "mitosis.weight", "3");
            assertThat(watch.drain()).isTrue();
            tree.write("a", "cgroup.subtree_control", "cpu");
            assertThat(watch.drain()).as("controllers").isTrue();
            tree.remove("a/new");
            assertThat(watch.drain()).isTrue();
            tree.remove("a/owner/cpuset.cpus").remove("a/owner").remove("a/cpuset.cpus");
            tree.remove("a/cgroup.subtree_control").remove("a");
            assertThat(watch.drain()).isTrue();
            assertThat(watch.drain()).isFalse();
        }
    }

    @Test
    void whereALookFindsNoOwnersAnyMoreNothingIsTold(@TempDir Path temp) {
        CgroupTree tree = new CgroupTree(temp).make("a/owner").make("b/owner").make("owner");
        try (CellWatch watch = open(new CpusetTree(temp), false)) {
            watch.watch(tree.path("a"));
            watch.watch(tree.path("b"));
            watch.seenAll();
            watch.watch(tree.path("b"));
            watch.seenAll();
            assertThat(watch.drain()).as("the end of a watch").isFalse();
            tree.remove("a/owner");
            assertThat(watch.drain()).isFalse();
            tree.remove("b/owner");
            assertThat(watch.drain()).isTrue();
            tree.remove("owner");
            assertThat(watch.drain()).as("in the root").isTrue();
        }
    }

    @Test
    void lostEventsDoNotEndWhatIsNamedAgain(@TempDir Path temp) {
        CgroupTree tree = new CgroupTree(temp).make("a/owner");
        try (CellWatch watch = open(new CpusetTree(temp), false)) {
            watch.watch(tree.path("a"));
            overflow(tree, "a");
            assertThat(watch.drain()).isTrue();
            watch.watch(tree.path("a"));
            tree.remove("a/owner");
            assertThat(watch.drain()).isTrue();
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
            watch.watch(temp);
            watch.seenAll();
            assertThat(epoll.await(0)).isZero();
            assertThat(watch.drain()).isFalse();
        }
        assertThat(complaints).singleElement().asString().contains("EMFILE", "fs.inotify.max_user_instances");
    }

    @Test
    void aDirectoryThatMovesTakesItsWatchesAlongAndNoOther(@TempDir Path temp) throws IOException {
        CgroupTree tree = new CgroupTree(temp).make("a/b/c").make("a-b").make("ab");
        try (CellWatch watch = open(new CpusetTree(temp), true)) {
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
        try (CellWatch watch = CellWatch.open(new CpusetTree(temp), true, complaints::add)) {
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

    private static void overflow(CgroupTree tree, String directory) {
        // Not by Files.readString: it reads one byte first, and this file gives no second part.
        String limit = String.valueOf(TextFile.read(Path.of("/proc/sys/fs/inotify/max_queued_events")));
        for (int i = 0; i <= Integer.parseInt(limit.strip()); i++) {
            // Two names in turn: the kernel makes one event of two that are alike.
            String noise = directory + "/noise-" + i % 2;
            tree.make(noise).remove(noise);
        }
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
