// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cgroups own cells because they are cpuset partitions, and what they leave to the others. */
class PartitionScanTest {
    private static final CpuMask USABLE = CpuMask.range(0, 7);

    @TempDir
    private Path temp;

    private CgroupTree tree;

    @BeforeEach
    void makeHierarchy() {
        tree = new CgroupTree(temp);
        cgroup("", "", "0-3", "");
        cgroup("parent", "", "0-3", "member");
        cgroup("parent/web", "", "0-3", "member");
    }

    @Test
    void oneBesideTheParentOwnsACell() {
        cgroup("rt", "4-7", "4-7", "isolated");
        TreeFacts facts = read();
        assertThat(facts.owners()).extracting(owner -> owner.owner().name()).containsExactly("web", "rt");
        assertThat(facts.owners()).extracting(OwnerRequest::partition).containsExactly(false, true);
        assertThat(facts.owners()).extracting(OwnerRequest::cpuset).containsExactly(null, CpuMask.range(4, 7));
        assertThat(facts.ofRoot()).isEqualTo(CpuMask.range(0, 3));
        assertThat(facts.settled()).isTrue();
    }

    @Test
    void oneBelowACgroupThatPassesCpusOnOwnsACell() {
        cgroup("slice", "4-7", "0-3", "member");
        cgroup("slice/rt", "4-7", "4-7", "root");
        assertThat(read().owners()).extracting(owner -> owner.owner().name()).containsExactly("web", "rt");
    }

    @Test
    void oneInsideAnotherBelongsToThat() {
        cgroup("rt", "4-7", "4-5", "root");
        cgroup("rt/inner", "6-7", "6-7", "root");
        assertThat(read().owners()).extracting(OwnerRequest::cpuset).containsExactly(null, CpuMask.range(4, 7));
    }

    @Test
    void oneWithOwnersBelowItIsTheirs() {
        cgroup("", "", "4-7", "");
        cgroup("parent", "0-3", "0-3", "root");
        cgroup("parent/web", "", "0-3", "member");
        cgroup("parent/left-out", "0-1", "0-1", "root");
        TreeFacts facts = new ParentCgroup(temp.resolve("parent"), temp)
                .read(new TreeQuery(Set.of("left-out"), USABLE, AttributeTrust.TRUSTED, false, false));
        assertThat(facts.owners()).extracting(owner -> owner.owner().name()).containsExactly("left-out", "web");
        assertThat(facts.owners()).extracting(OwnerRequest::partition).containsExactly(true, false);
        assertThat(facts.owners().getLast().cpuset()).isEqualTo(CpuMask.range(0, 3));
        assertThat(facts.ofRoot()).isEqualTo(CpuMask.range(4, 7));
    }

    @Test
    void anOwnerThatIsOneHasItsCpusWhateverItsAttributesSay() {
        cgroup("parent", "4-7", "0-3", "member");
        cgroup("parent/web", "4-7", "4-7", "root");
        tree.write("parent/web", "cpuset.cpus", "4-7").attribute("parent/web", "mitosis.max_cpus", "1");
        assertThat(read().owners()).singleElement().satisfies(web -> {
            assertThat(web.partition()).isTrue();
            assertThat(web.cpuset()).isEqualTo(CpuMask.range(4, 7));
        });
    }

    @Test
    void oneThatTheKernelFindsInvalidIsNone() {
        cgroup("", "", "0-7", "");
        cgroup("rt", "", "0-7", "root invalid (Cpu list in cpuset.cpus not exclusive)");
        TreeFacts facts = read();
        assertThat(facts.owners()).extracting(owner -> owner.owner().name()).containsExactly("web");
        assertThat(facts.ofRoot()).isNull();
        assertThat(facts.settled()).isTrue();
    }

    @Test
    void oneWhoseDirectoryHasGoneIsNotSettled() {
        assertThat(read().settled()).isFalse();
        assertThat(read().owners()).extracting(owner -> owner.owner().name()).containsExactly("web");
    }

    @Test
    void amongTheCgroupsWithCpusetsToo() {
        cgroup("rt", "4-7", "4-7", "root");
        tree.write("rt", "cpuset.cpus", "4-7");
        cgroup("bare", "", "0-3", "member");
        TreeFacts facts =
                new CpusetTree(temp).read(new TreeQuery(Set.of("rt"), USABLE, AttributeTrust.TRUSTED, false, false));
        assertThat(facts.owners()).singleElement().matches(OwnerRequest::partition);
    }

    @Test
    void takesAPartPerCgroupIfTimeIsShortAndHasTheDirectoriesOfPartitionsWatched() {
        cgroup("rt", "4-7", "4-7", "isolated");
        cgroup("slice", "", "0-3", "member");
        List<Path> watched = new ArrayList<>();
        OwnerWatch watch = new OwnerWatch() {
            @Override
            public void watch(Path directory) {
                watched.add(directory);
            }

            @Override
            public void seenAll() {
                watched.add(temp.resolve("all"));
            }
        };
        try (TreeScan scan = new CpusetTree(temp).begin(CgroupTree.query(USABLE), watch)) {
            int parts = 1;
            while (!scan.proceed(0)) {
                parts++;
            }
            assertThat(parts).isGreaterThan(5);
            assertThat(watched).containsExactly(temp, temp.resolve("all"));
            assertThat(scan.facts().owners()).singleElement().matches(OwnerRequest::partition);
        }
    }

    private void cgroup(String path, String exclusive, String effective, String partition) {
        tree.write(path, "cgroup.subtree_control", "cpuset cpu")
                .write(path, "cpuset.cpus", "")
                .write(path, "cpuset.cpus.exclusive.effective", exclusive)
                .write(path, "cpuset.cpus.effective", effective)
                .write(path, "cpuset.cpus.partition", partition);
    }

    private TreeFacts read() {
        return new ParentCgroup(temp.resolve("parent"), temp).read(CgroupTree.query(USABLE));
    }
}
