// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.cgroup.CgroupNames;
import io.mitosis.cells.limit.LimitEntry;
import io.mitosis.cells.limit.LimitMeter;
import io.mitosis.cells.limit.LimitReading;
import io.mitosis.cells.limit.Throttling;
import io.mitosis.cells.stats.LimitStats;
import io.mitosis.cells.stats.Limits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitMonitorTest {
    private static final LimitEntry LIMIT =
            new LimitEntry(1, 7, 20_000_000, 100_000_000, 0, new Throttling(10, 9, 0), false, 0, 0, 0);
    private static final LimitEntry NO_LIMIT_ANY_MORE =
            new LimitEntry(2, 8, LimitEntry.NO_QUOTA, 100_000_000, 0, new Throttling(1, 1, 0), false, 0, 0, 0);

    private final List<Integer> missed = new ArrayList<>();
    private LimitReading reading = LimitReading.NONE;
    private final LimitMonitor monitor = new LimitMonitor(
            () -> reading,
            new LimitMeter(System.nanoTime()),
            CgroupNames.of(Path.of("/there/is/no/such/mount")),
            new MissedLimits(missed::add));

    @Test
    void withoutTheCpuControllerThereIsNothing() {
        assertThat(monitor.collect()).isEqualTo(Limits.NONE);
    }

    @Test
    void thoseInForceAreNamed() {
        reading = new LimitReading(List.of(NO_LIMIT_ANY_MORE, LIMIT), 0, 1023);
        assertThat(monitor.collect().inForce())
                .extracting(LimitStats::cgroupPath)
                .containsExactly("cgid 7");
        assertThat(missed).isEmpty();
    }

    @Test
    void thoseThatThereIsNoRoomForAreCountedAndReported() {
        reading = new LimitReading(List.of(LIMIT), 3, 1023);
        assertThat(monitor.collect().missed()).isEqualTo(3);
        assertThat(missed).containsExactly(1023);
    }
}
