// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The terms that are read for the children of a parent: cpuset, {@code cpu.weight} and attributes. */
class OwnerTermsTest {
    private static final CpuMask USABLE = CpuMask.range(0, 7);

    @TempDir
    private Path temp;

    private CgroupTree tree;

    @BeforeEach
    void makeHierarchy() {
        tree = new CgroupTree(temp)
                .write("", "cgroup.subtree_control", "cpuset cpu io")
                .write("", "cpuset.cpus.effective", "0-7")
                .write("parent", "cgroup.subtree_control", "cpuset cpu")
                .write("parent", "cpuset.cpus", "")
                .write("parent", "cpuset.cpus.effective", "0-7")
                .write("parent/web", "cpuset.cpus", "")
                .write("parent/web", "cpuset.cpus.effective", "0-7")
                .write("parent/web", "cpu.weight", "100");
    }

    @Test
    void nothingSpecialIsNothing() {
        assertThat(web().terms()).isEqualTo(CellTerms.DEFAULT);
        assertThat(web().owner().path()).isEqualTo(temp.resolve("parent/web"));
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void aCpusetIsWhatWasWishedForAndGranted() {
        webHas("2-5", "2-3");
        assertThat(web().cpuset()).isEqualTo(CpuMask.range(2, 3));
        webHas("2-5", "2-5");
        assertThat(web().cpuset()).isEqualTo(CpuMask.range(2, 5));
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void withoutAWishWhatIsAboveMayNarrowIt() {
        webHas("", "4-7");
        assertThat(web().cpuset()).isEqualTo(CpuMask.range(4, 7));
    }

    @Test
    void aWishForMissingCpusAloneStaysAWishAndIsNamed() {
        webHas("8-9", "0-7");
        assertThat(web().cpuset()).isEqualTo(CpuMask.range(8, 9));
        assertThat(read().problems())
                .containsExactly(
                        file("cpuset.cpus") + " names CPUs 8-9, which are offline or absent and therefore ignored");
    }

    @Test
    void missingCpusAmongOthersAreNamed() {
        webHas("6-9", "6-7");
        assertThat(web().cpuset()).isEqualTo(CpuMask.range(6, 7));
        assertThat(read().problems()).singleElement().asString().contains("names CPUs 8-9,");
    }

    @Test
    void aWishThatIsPassedOverIsNamed() {
        webHas("4-5", "0-3");
        assertThat(web().cpuset()).isEqualTo(CpuMask.range(0, 3));
        assertThat(read().problems())
                .containsExactly(file("cpuset.cpus") + " names CPUs 4-5, none of which the cgroups above have: the"
                        + " kernel passes it over and grants 0-3");
    }

    @Test
    void whatIsNoCpulistCountsAsAbsentAndIsQuoted() {
        webHas("0-x\u001b", "0-3");
        assertThat(web().cpuset()).isEqualTo(CpuMask.range(0, 3));
        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith(file("cpuset.cpus") + " says \"0-x?\", which is ignored: ");

        webHas("2-3", "three");
        assertThat(web().cpuset()).isEqualTo(CpuMask.range(2, 3));
        assertThat(read().problems())
                .singleElement()
                .asString()
                .startsWith(file("cpuset.cpus.effective") + " says \"three\", which is ignored: ");
    }

    @Test
    void withoutTheControllerTheNearestCgroupAboveConfines() {
        tree.write("parent", "cgroup.subtree_control", "cpu memory")
                .write("parent", "cpuset.cpus.effective", "1-2")
                .write("parent/web", "cpuset.cpus", "5");
        assertThat(web().cpuset()).as("files left over count for nothing").isEqualTo(CpuMask.range(1, 2));

        tree.remove("parent/cpuset.cpus.effective").write("", "cpuset.cpus.effective", "0-5");
        assertThat(web().cpuset()).as("what partitions leave to all").isNull();
        assertThat(read().ofRoot()).isEqualTo(CpuMask.range(0, 5));

        tree.write("", "cpuset.cpus.effective", "0-7");
        assertThat(web().cpuset()).isNull();
        assertThat(read().ofRoot()).isNull();

        tree.remove("cpuset.cpus.effective");
        assertThat(web().cpuset()).isNull();
        assertThat(read().ofRoot()).isNull();
    }

    @Test
    void weightsAreHundredths() {
        tree.write("parent/web", "cpu.weight", "250");
        assertThat(web().terms().weight()).isEqualTo(2.5);
        tree.write("parent/web", "cpu.weight", "0");
        assertThat(web().terms().weight()).as("cpu.idle").isZero();
        tree.write("parent/web", "cpu.weight", "heavy");
        assertThat(web().terms().weight()).isEqualTo(1);
        assertThat(read().problems())
                .containsExactly(file("cpu.weight") + " says \"heavy\", which is ignored: not a number");
        tree.write("parent", "cgroup.subtree_control", "cpuset").write("parent/web", "cpu.weight", "250");
        assertThat(web().terms().weight()).as("without the controller").isEqualTo(1);
    }

    @Test
    void aLimitIsAMaximumOfWholeCpus() {
        tree.write("parent/web", "cpu.max", "250000 100000");
        assertThat(web().terms().bounds()).isEqualTo(new CpuBounds(1, 3));
        tree.write("parent/web", "cpu.max", "20000 100000");
        assertThat(web().terms().bounds()).isEqualTo(new CpuBounds(1, 1));
        tree.write("parent/web", "cpu.max", "max 100000");
        assertThat(web().terms()).isEqualTo(CellTerms.DEFAULT);
        assertThat(read().problems()).isEmpty();

        tree.write("parent/web", "cpu.max", "plenty");
        assertThat(web().terms()).isEqualTo(CellTerms.DEFAULT);
        assertThat(read().problems())
                .containsExactly(file("cpu.max") + " says \"plenty\", which is ignored: not a quota and a period");
    }

    @Test
    void theLowerMaximumCountsAndAMinimumComesFirst() {
        tree.write("parent/web", "cpu.max", "300000 100000").attribute("parent/web", "mitosis.max_cpus", "4");
        assertThat(web().terms().bounds()).isEqualTo(new CpuBounds(1, 3));
        tree.attribute("parent/web", "mitosis.max_cpus", "2");
        assertThat(web().terms().bounds()).isEqualTo(new CpuBounds(1, 2));
        tree.attribute("parent/web", "mitosis.max_cpus", "6").attribute("parent/web", "mitosis.min_cpus", "5");
        assertThat(web().terms().bounds()).isEqualTo(new CpuBounds(5, 5));
        assertThat(read().problems()).isEmpty();
    }

    @Test
    void aLimitCountsOnlyWhereItIsAskedForAndTheParentHasTheController() {
        tree.write("parent/web", "cpu.max", "200000 100000");
        assertThat(new ParentCgroup(temp.resolve("parent"), temp)
                        .read(CgroupTree.query(USABLE))
                        .owners())
                .extracting(OwnerRequest::terms)
                .containsExactly(CellTerms.DEFAULT);
        tree.write("parent", "cgroup.subtree_control", "cpuset");
        assertThat(web().terms()).isEqualTo(CellTerms.DEFAULT);
    }

    @Test
    void termsComeFromAttributes() {
        tree.attribute("parent/web", "mitosis.weight", "2.5")
                .attribute("parent/web", "mitosis.max_cpus", "4")
                .attribute("parent/web", "mitosis.lend", "no")
                .attribute("parent/web", "invocation_id", "mitosis.weight")
                .attribute("parent/web", "mitosis.borrow", "maybe");
        assertThat(web().terms()).isEqualTo(new CellTerms(null, 2.5, new CpuBounds(1, 4), true, false, false));
        assertThat(read().problems())
                .containsExactly("cgroup " + temp.resolve("parent/web")
                        + " has user.mitosis.borrow=\"maybe\", which is ignored: neither yes nor no");
    }

    @Test
    void aFileThatCannotBeReadIsAProblemNotAFailure() {
        tree.remove("parent/web/cpuset.cpus").make("parent/web/cpuset.cpus");
        assertThat(web().cpuset()).isNull();
        assertThat(read().problems())
                .containsExactly(file("cpuset.cpus") + " cannot be read and is ignored: read(" + file("cpuset.cpus")
                        + "): Is a directory (EISDIR)");
    }

    private void webHas(String cpus, String effective) {
        tree.write("parent/web", "cpuset.cpus", cpus).write("parent/web", "cpuset.cpus.effective", effective);
    }

    private Path file(String name) {
        return temp.resolve("parent/web").resolve(name);
    }

    private OwnerRequest web() {
        List<OwnerRequest> owners = read().owners();
        assertThat(owners).hasSize(1);
        return owners.getFirst();
    }

    private TreeFacts read() {
        return new ParentCgroup(temp.resolve("parent"), temp)
                .read(new TreeQuery(Set.of(), USABLE, AttributeTrust.TRUSTED, true, true));
    }
}
