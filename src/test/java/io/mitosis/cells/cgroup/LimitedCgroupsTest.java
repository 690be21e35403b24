// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LimitedCgroupsTest {
    @TempDir
    private Path temp;

    private CgroupTree tree;

    @BeforeEach
    void makeHierarchy() {
        tree = new CgroupTree(temp)
                .write("", "cgroup.subtree_control", "cpuset cpu")
                .write("pods", "cgroup.subtree_control", "cpu")
                .write("pods", "cpu.max", "max 100000")
                .write("pods/a", "cpu.max", "20000 100000")
                .write("pods/b", "cpu.max", "max 100000");
    }

    @Test
    void countsThemAtEveryDepth() {
        assertThat(find()).isEqualTo(new LimitedCgroups(1, temp.resolve("pods/a"), true));
        tree.write("pods", "cpu.max", "400000 100000");
        assertThat(find()).isEqualTo(new LimitedCgroups(2, temp.resolve("pods"), true));
    }

    @Test
    void thereMayBeNone() {
        tree.write("pods/a", "cpu.max", "max 100000");
        assertThat(find()).isEqualTo(new LimitedCgroups(0, null, true));
        tree.remove("cgroup.subtree_control");
        assertThat(find()).isEqualTo(new LimitedCgroups(0, null, true));
    }

    @Test
    void filesLeftOverWithoutTheControllerCountForNothing() {
        tree.write("pods", "cgroup.subtree_control", "memory");
        assertThat(find().count()).isZero();
    }

    @Test
    void whatCannotBeReadIsUnlimited() {
        tree.write("pods/b", "cpu.max", "?").make("pods/c/cpu.max").make("pods/d");
        assertThat(find()).isEqualTo(new LimitedCgroups(1, temp.resolve("pods/a"), true));
    }

    @Test
    void aLargeTreeIsReadInPart() {
        tree.write("pods", "cpu.max", "400000 100000");
        assertThat(LimitedCgroups.find(temp, 1)).isEqualTo(new LimitedCgroups(1, temp.resolve("pods"), false));
        assertThat(LimitedCgroups.find(temp, 3).complete()).isTrue();
    }

    private LimitedCgroups find() {
        return LimitedCgroups.find(temp);
    }
}
