// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mitosis.cells.usage.CellCounters;
import io.mitosis.stats.Metric;
import io.mitosis.stats.SnapshotPublisher;
import io.mitosis.topology.CpuMask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    @Test
    void cellsCarryWhatCountersAreAddedUpBy() {
        CellStats web = Snapshots.busy().cells().get(1);
        assertThat(web.cgid()).isEqualTo(41);
        assertThat(web.activity().counted().decisions()).isEqualTo(10);
        assertThat(web.activity().usage().runningNanos()).isEqualTo(1_500_000_000);
        assertThat(Snapshots.busy().cells().getFirst().cgid()).isZero();
    }

    @Test
    void everyNameIsThereOnce() {
        List<String> names = new ArrayList<>();
        Metrics.GLOBAL.forEach(metric -> names.add(metric.name()));
        Metrics.CELL.forEach(metric -> names.add("c_" + metric.name()));
        Metrics.LIMIT.forEach(metric -> names.add("l_" + metric.name()));
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
    }

    @Test
    void helpNamesAndDescribesEveryMetric() {
        for (Metric<?> metric : Metrics.GLOBAL) {
            assertThat(Metrics.help()).containsPattern("(?m)^  " + metric.name() + " +" + "[A-Z0-9]");
        }
        assertThat(Metrics.help()).contains("Utilisation, smoothed over intervals [%]");
        assertThat(Metrics.help().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void figuresThatNoReaderUnderstandsAreRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1}) {
            assertThatThrownBy(() -> new Activity(CpuMask.of(0), Snapshots.usage(CellCounters.ZERO, 0, bad, 0, 0), 0))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whoFollowsMissesNoSnapshot() {
        SnapshotPublisher<Snapshot> publisher = new SnapshotPublisher<>();
        List<Snapshot> seen = new ArrayList<>();
        assertThat(publisher.latest()).isNull();
        publisher.follow(seen::add);
        Snapshot first = Snapshots.busy();
        Snapshot second = Snapshots.ofCells(2);
        publisher.publish(first);
        publisher.publish(second);
        assertThat(seen).containsExactly(first, second);
        assertThat(publisher.latest()).isSameAs(second);
    }
}
