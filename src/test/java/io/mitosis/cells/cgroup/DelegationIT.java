// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts of a cgroup that was given to another user. Root alone can give directories away. */
class DelegationIT {
    private static final CpuMask USABLE = CpuMask.range(0, 7);
    private static final CpuMask WISH = CpuMask.range(2, 3);
    private static final CellTerms BY_FILES = CellTerms.DEFAULT.withCpuset(WISH).withWeight(100);
    private static final CellTerms BY_ATTRIBUTES = BY_FILES.withWeight(9000).withLends(false);
    private static final int USER = 1000;

    @TempDir
    private Path temp;

    private CgroupTree tree;

    @BeforeEach
    void makeHierarchy() {
        tree = new CgroupTree(temp)
                .write("", "cgroup.subtree_control", "cpuset cpu")
                .write("", "cpuset.cpus.effective", "0-7")
                .write("web", "cpuset.cpus", "2-3")
                .write("web", "cpuset.cpus.effective", "2-3")
                .write("web", "cpu.weight", "10000")
                .attribute("web", "mitosis.weight", "9000")
                .attribute("web", "mitosis.lend", "no")
                .attribute("web", "mitosis.unknown", "x");
    }

    @Test
    void attributesOfAnotherUsersDirectoryAreIgnoredAndNamed() {
        assertWeb(children(AttributeTrust.TRUSTED), BY_ATTRIBUTES);
        tree.giveTo(USER, "web");
        assertWeb(
                children(AttributeTrust.TRUSTED),
                BY_FILES,
                "cgroup " + temp.resolve("web") + " has user.mitosis.weight, user.mitosis.lend, which is ignored: it"
                        + " belongs to user 1000 (see --attributes)");
    }

    @Test
    void everybodyCanBeTrustedAndNobody() {
        tree.giveTo(USER, "web").giveTo(USER, "web/cpuset.cpus").giveTo(USER, "web/cpu.weight");
        assertWeb(children(AttributeTrust.ALL), BY_ATTRIBUTES);
        tree.giveTo(0, "web").giveTo(0, "web/cpuset.cpus").giveTo(0, "web/cpu.weight");
        assertWeb(children(AttributeTrust.NONE), BY_FILES);
    }

    @Test
    void theParentsOwnerIsTrustedBelowIt() {
        tree.giveTo(USER, "web")
                .giveTo(USER, "web/cpuset.cpus")
                .giveTo(USER, "web/cpu.weight")
                .giveTo(USER, "");
        assertWeb(children(AttributeTrust.TRUSTED), BY_ATTRIBUTES);
        tree.giveTo(USER + 1, "");
        assertThat(children(AttributeTrust.TRUSTED).problems()).hasSize(3);
        tree.giveTo(0, "web").giveTo(0, "web/cpuset.cpus").giveTo(0, "web/cpu.weight");
        assertWeb(children(AttributeTrust.TRUSTED), BY_ATTRIBUTES);
    }

    @Test
    void filesThatWereGivenAwayMakeNoClaims() {
        tree.giveTo(USER, "web/cpuset.cpus").giveTo(USER, "web/cpu.weight");
        assertWeb(
                children(AttributeTrust.TRUSTED),
                BY_ATTRIBUTES.withCpuset(null),
                temp.resolve("web/cpuset.cpus") + " is ignored: it belongs to user 1000 (see --attributes)",
                temp.resolve("web/cpu.weight") + " is ignored: it belongs to user 1000 (see --attributes)");
        tree.write("web", "cpuset.cpus", "").write("web", "cpu.weight", "100");
        assertWeb(children(AttributeTrust.TRUSTED), BY_ATTRIBUTES);
    }

    @Test
    void aLimitOfAnotherUserIsNoMaximum() {
        tree.write("web", "cpu.max", "100000 100000");
        CellTerms limited = BY_ATTRIBUTES.withBounds(new CpuBounds(1, 1));
        assertWeb(children(AttributeTrust.TRUSTED), limited);
        tree.giveTo(USER, "web/cpu.max");
        assertWeb(
                children(AttributeTrust.TRUSTED),
                BY_ATTRIBUTES,
                temp.resolve("web/cpu.max") + " is ignored: it belongs to user 1000 (see --attributes)");
        assertWeb(children(AttributeTrust.ALL), limited);
    }

    @Test
    void belowAnotherUsersDirectoryNoCpusetMakesACell() {
        tree.write("web", "cgroup.subtree_control", "cpuset").write("web/own", "cpuset.cpus", "2");
        assertOwners(AttributeTrust.TRUSTED, "web", "own");
        tree.giveTo(USER, "web").giveTo(USER, "web/own").giveTo(USER, "web/own/cpuset.cpus");
        assertOwners(AttributeTrust.TRUSTED, "web");
        assertOwners(AttributeTrust.NONE, "web");
        assertOwners(AttributeTrust.ALL, "web", "own");
        assertThat(owners(AttributeTrust.TRUSTED).problems())
                .contains("cgroup " + temp.resolve("web")
                        + " belongs to user 1000, so no cpuset below it makes a cell (see" + " --attributes)");

        tree.giveTo(0, "web/own").giveTo(0, "web/own/cpuset.cpus");
        assertOwners(AttributeTrust.TRUSTED, "web");
        tree.giveTo(0, "web").giveTo(USER, "web/cpuset.cpus");
        assertOwners(AttributeTrust.TRUSTED, "own");
    }

    private TreeFacts children(AttributeTrust attributes) {
        return new ParentCgroup(temp, temp).read(new TreeQuery(Set.of(), USABLE, attributes, true, true));
    }

    private TreeFacts owners(AttributeTrust attributes) {
        return new CpusetTree(temp).read(new TreeQuery(Set.of(), USABLE, attributes, true, true));
    }

    private void assertOwners(AttributeTrust attributes, String... names) {
        assertThat(owners(attributes).owners())
                .extracting(owner -> owner.owner().name())
                .containsExactly(names);
    }

    private static void assertWeb(TreeFacts facts, CellTerms terms, String... problems) {
        assertThat(facts.problems()).containsExactly(problems);
        assertThat(facts.owners())
                .singleElement()
                .satisfies(web -> assertThat(web.terms()).isEqualTo(terms));
    }
}
