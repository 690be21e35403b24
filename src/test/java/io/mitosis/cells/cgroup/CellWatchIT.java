// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches real cgroups of this machine. */
class CellWatchIT {
    private CgroupTree tree;
    private ParentCgroup parent;

    @BeforeEach
    void makeParent() {
        Path root = CpusetTree.resolve().hierarchyRoot();
        tree = new CgroupTree(
                root.resolve("mitosis-it-" + ProcessHandle.current().pid()));
        parent = new ParentCgroup(tree.make("parent").path("parent"), root);
    }

    @AfterEach
    void removeParent() {
        tree.remove("parent/child/below")
                .remove("parent/child")
                .remove("parent")
                .remove("other")
                .remove("");
    }

    @Test
    void tellsOfChildrenThatComeAndGo() {
        try (CellWatch watch = watch(false)) {
            assertThat(watch.drain()).isFalse();

            tree.make("parent/child");
            assertThat(watch.drain()).isTrue();
            assertThat(read().owners()).hasSize(1);
            assertThat(watch.drain()).isFalse();

            tree.make("parent/child/below").remove("parent/child/below");
            assertThat(watch.drain()).as("inside a child").isFalse();

            tree.remove("parent/child");
            assertThat(watch.drain()).isTrue();
            assertThat(read().owners()).isEmpty();
        }
    }

    @Test
    void tellsOfAParentThatGoesAndComesBackAndWatchesItAgain() {
        for (boolean cpusetFiles : new boolean[] {false, true}) {
            try (CellWatch watch = watch(cpusetFiles)) {
                tree.remove("parent");
                assertThat(watch.drain()).isTrue();
                assertThat(parent.exists()).isFalse();

                tree.remove("");
                assertThat(watch.drain()).as("the grandparent goes too").isTrue();

                tree.make("");
                assertThat(watch.drain()).isTrue();
                tree.make("parent");
                assertThat(watch.drain()).isTrue();
                tree.make("parent/child");
                assertThat(watch.drain()).isTrue();
                assertThat(read().owners()).hasSize(1);
                tree.remove("parent/child");
            }
        }
    }

    @Test
    void whatComesElsewhereMattersOnlyIfItsFilesAreNotWatchedYet() {
        tree.make("parent/child");
        try (CellWatch children = watch(false);
                CellWatch files = watch(true)) {
            tree.make("other").make("parent/child/below");
            assertThat(children.drain()).isFalse();
            assertThat(files.drain()).isTrue();
            tree.attribute("other", "mitosis.weight", "2");
            assertThat(children.drain()).isFalse();
            assertThat(files.drain()).isFalse();
            tree.write("other", "cgroup.subtree_control", "");
            assertThat(children.drain()).isFalse();
            assertThat(files.drain()).isTrue();
        }
    }

    @Test
    void whatGoesElsewhereMayHaveBeenAPartition() {
        tree.make("other");
        try (CellWatch watch = watch(false)) {
            tree.remove("other");
            assertThat(watch.drain()).isTrue();
        }
    }

    @Test
    void tellsOfAttributes() {
        tree.make("parent/child");
        try (CellWatch watch = watch(false)) {
            tree.attribute("parent/child", "mitosis.weight", "2");
            assertThat(watch.drain()).isTrue();
            assertThat(read().owners())
                    .extracting(owner -> owner.terms().weight())
                    .containsExactly(2.0);
            assertThat(watch.drain()).isFalse();
        }
    }

    @Test
    void inTheCpusetTreeCgroupsWithOwnersInThemAreWatched() {
        tree.make("parent/child/below");
        try (CellWatch watch = CellWatch.open(new CpusetTree(parent.hierarchyRoot()), false, problem -> {})) {
            watch.watch(tree.path("parent/child"));
            assertThat(watch.drain()).isFalse();
            tree.attribute("parent/child/below", "mitosis.weight", "2");
            assertThat(watch.drain()).isTrue();
            tree.remove("parent/child/below");
            assertThat(watch.drain()).isTrue();
        }
    }

    @Test
    void tellsOfWrittenFilesOnlyIfTheyAreCpusets() {
        tree.make("parent/child");
        try (CellWatch watch = watch(true);
                CellWatch alongOnly = watch(false)) {
            tree.write("parent", "cgroup.max.depth", "5");
            assertThat(watch.drain()).isFalse();
            assertThat(alongOnly.drain()).isFalse();
            tree.write("parent", "cgroup.subtree_control", "");
            assertThat(watch.drain()).isTrue();
            assertThat(alongOnly.drain()).isTrue();
            tree.write("parent/child", "cgroup.subtree_control", "");
            assertThat(watch.drain()).isTrue();
            assertThat(alongOnly.drain()).isFalse();
        }
    }

    @Test
    void aChildMadeAgainIsAnotherOne() {
        tree.make("parent/child");
        long first = read().owners().getFirst().owner().cgid();
        tree.remove("parent/child").make("parent/child");
        assertThat(read().owners().getFirst().owner().cgid()).isNotEqualTo(first);
    }

    @Test
    void aCgroupsFilesAreUnderstood() {
        tree.make("parent/child");
        assertThat(read().problems()).isEmpty();
        assertThat(read().owners().getFirst().cpuset()).isNull();
        assertThat(new CpusetTree(parent.hierarchyRoot())
                        .read(CgroupTree.query(CpuMask.of(0)))
                        .problems())
                .isEmpty();
    }

    private CellWatch watch(boolean cpusetFiles) {
        return CellWatch.open(parent, cpusetFiles, problem -> {
            throw new AssertionError(problem);
        });
    }

    private TreeFacts read() {
        return parent.read(CgroupTree.query(CpuMask.of(0)));
    }
}
