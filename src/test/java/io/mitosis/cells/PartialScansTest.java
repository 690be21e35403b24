// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.cgroup.CpusetTree;
import io.mitosis.cells.cgroup.OwnerWatch;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain directories stand in for cgroups; a part of a look reads one of them. */
class PartialScansTest {
    private static final int CGROUPS = 20;

    @TempDir
    private Path temp;

    private final List<Path> watched = new ArrayList<>();
    private int looksOver;
    private final OwnerWatch watch = new OwnerWatch() {
        @Override
        public void watch(Path directory) {
            watched.add(directory);
        }

        @Override
        public void seenAll() {
            looksOver++;
        }
    };
    private int writes = 1;
    private int goOn;

    @BeforeEach
    void makeTree() throws IOException {
        Files.writeString(temp.resolve("cgroup.subtree_control"), "cpuset");
        for (int i = 0; i < CGROUPS; i++) {
            Files.createDirectory(temp.resolve("c" + i));
        }
        own("c7");
    }

    @Test
    void aLookAtALargeTreeTakesMoreThanOneTurnAndWhatIsAskedForMeanwhileComesAfterIt() throws IOException {
        PartialScans scans = scans();
        assertThat(scans.request(CellSettings.DEFAULT)).isEmpty();
        assertThat(goOn).isOne();

        own("c8");
        writes = 2;
        assertThat(scans.request(CellSettings.DEFAULT)).isEmpty();
        assertThat(goOn).isOne();

        assertThat(finish(scans).cpusetWrites()).isOne();
        PartialScans.Found second = finish(scans);
        assertThat(second.cpusetWrites()).isEqualTo(2);
        assertThat(second.owners().owners())
                .extracting(request -> request.owner())
                .extracting(CellOwner::name)
                .containsExactly("c7", "c8");
        assertThat(watched).containsOnly(temp);
        assertThat(looksOver).isEqualTo(2);
        int turns = goOn;
        assertThat(scans.proceed(CellSettings.DEFAULT)).isEmpty();
        assertThat(goOn).isEqualTo(turns);
    }

    @Test
    void oneThatIsGivenUpLeavesNothing() {
        PartialScans scans = scans();
        assertThat(scans.request(CellSettings.DEFAULT)).isEmpty();
        scans.abandon();
        assertThat(scans.proceed(CellSettings.DEFAULT)).isEmpty();
        assertThat(scans.request(CellSettings.DEFAULT)).isEmpty();
        assertThat(finish(scans).owners().owners()).hasSize(1);
    }

    private PartialScans scans() {
        CgroupScanner tree = CgroupScanner.ofDaemon(new CpusetTree(temp), CpuMask.range(0, 3), new ProblemLog(), watch);
        return new PartialScans(tree, () -> writes, Duration.ZERO, () -> goOn++);
    }

    private static PartialScans.Found finish(PartialScans scans) {
        Optional<PartialScans.Found> found = Optional.empty();
        while (found.isEmpty()) {
            found = scans.proceed(CellSettings.DEFAULT);
        }
        return found.get();
    }

    private void own(String cgroup) throws IOException {
        Files.writeString(temp.resolve(cgroup).resolve("cpuset.cpus"), "0-1");
    }
}
