// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpusetTreeTest {
    @TempDir
    private Path temp;

    private CgroupTree tree;

    @BeforeEach
    void makeHierarchy() {
        tree = new CgroupTree(temp);
        controlled("").cpuset("a", "0-3").cpuset("b", "").cpuset("c-d", "4").cpuset("c", "5");
        controlled("a").cpuset("a/inner", "").controlled("a/inner").cpuset("a/inner/deep", "2");
        controlled("b").cpuset("b/x", "6-7");
        tree.make("c/plain").write("c/plain", "cpuset.cpus", "7");
    }

    @Test
    void ownersHaveACpusetOfTheirOwnAtAnyDepth() {
        assertThat(owners(Set.of())).containsExactly("a", "a/inner/deep", "b/x", "c", "c-d");
        TreeFacts facts = new CpusetTree(temp).read(CgroupTree.query(CpuMask.range(0, 7)));
        assertThat(facts.problems()).isEmpty();
        assertThat(facts.owners()).isSortedAccordingTo((x, y) -> x.owner().compareTo(y.owner()));
        assertThat(facts.owners())
                .extracting(OwnerRequest::cpuset)
                .containsExactlyInAnyOrder(
                        CpuMask.range(0, 3), CpuMask.of(2), CpuMask.range(6, 7), CpuMask.of(5), CpuMask.of(4));
    }

    @Test
    void anExcludedNameOwnsNothingWhereverItIsButThoseBelowItMay() {
        assertThat(owners(Set.of("a", "deep"))).containsExactly("b/x", "c", "c-d");
        assertThat(owners(Set.of("inner", "b"))).contains("a/inner/deep", "b/x");
        assertThat(owners(Set.of("a/inner", "plain"))).contains("a", "a/inner/deep");
    }

    @Test
    void aCpusetThatIsNoCpulistOwnsNothing() {
        cpuset("b/x", "6~7");
        TreeFacts facts = new CpusetTree(temp).read(CgroupTree.query(CpuMask.range(0, 7)));
        assertThat(facts.owners()).noneMatch(owner -> owner.owner().name().equals("x"));
        assertThat(facts.problems())
                .singleElement()
                .asString()
                .startsWith(temp.resolve("b/x/cpuset.cpus") + " says \"6~7\", which is ignored");
    }

    @Test
    void theHierarchyItselfOwnsNothing() {
        tree.write("", "cpuset.cpus", "0-7");
        assertThat(owners(Set.of())).doesNotContain("");
        assertThat(new CpusetTree(temp.resolve("nothing"))
                        .read(CgroupTree.query(CpuMask.of(0)))
                        .owners())
                .isEmpty();
    }

    private List<String> owners(Set<String> excluded) {
        return new CpusetTree(temp)
                        .read(new TreeQuery(excluded, CpuMask.range(0, 7), AttributeTrust.TRUSTED, false, false))
                        .owners()
                        .stream()
                        .map(facts -> temp.relativize(facts.owner().path()).toString())
                        .sorted()
                        .toList();
    }

    private CpusetTreeTest controlled(String cgroup) {
        tree.write(cgroup, "cgroup.subtree_control", "cpuset");
        return this;
    }

    private CpusetTreeTest cpuset(String cgroup, String cpus) {
        tree.write(cgroup, "cpuset.cpus", cpus);
        return this;
    }
}
