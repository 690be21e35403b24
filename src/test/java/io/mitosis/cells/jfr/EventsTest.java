// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.limit.LimitUsage;
import io.mitosis.cells.limit.Throttling;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.rebalance.Rebalance;
import io.mitosis.cells.stats.LimitStats;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsTest {
    private static final Cell WEB = new Cell(new CellId(1), new CellOwner(Path.of("/sys/fs/cgroup/workloads/web"), -2));
    private static final CellLayout LAYOUT = new CellLayout(
            CpuMask.parse("0-3"),
            List.of(new CellCpus(Cell.ROOT, CpuMask.parse("0-1")), new CellCpus(WEB, CpuMask.parse("2-3"))));

    @TempDir
    private Path directory;

    @Test
    void aRecordingTellsWhatHappened() throws IOException {
        List<RecordedEvent> events;
        try (Recording recording = new Recording()) {
            recording.start();
            happen();
            recording.stop();
            events = read(recording);
        }
        assertThat(events.stream().map(event -> event.getEventType().getName()))
                .containsExactlyInAnyOrder(
                        "mitosis.CellCreated",
                        "mitosis.CgroupThrottled",
                        "mitosis.CellDestroyed",
                        "mitosis.ConfigurationApplied",
                        "mitosis.Rebalanced",
                        "mitosis.Tick");
        RecordedEvent created = named(events, "mitosis.CellCreated");
        assertThat(created.getInt("cell")).isEqualTo(1);
        assertThat(created.getString("cgroup")).isEqualTo("/sys/fs/cgroup/workloads/web");
        assertThat(created.getLong("cgid")).isEqualTo(-2);
        RecordedEvent applied = named(events, "mitosis.ConfigurationApplied");
        assertThat(applied.getString("reason")).isEqualTo("cgroups");
        assertThat(applied.getString("layout")).isEqualTo(LAYOUT.describe());
        assertThat(applied.getDuration()).isPositive();
        RecordedEvent rebalanced = named(events, "mitosis.Rebalanced");
        assertThat(rebalanced.getDouble("spread")).isEqualTo(31.5);
        assertThat(rebalanced.getLong("count")).isEqualTo(3);
        RecordedEvent throttled = named(events, "mitosis.CgroupThrottled");
        assertThat(throttled.getString("cgroup")).isEqualTo("/workloads/web");
        assertThat(throttled.getLong("cgid")).isEqualTo(-2);
        assertThat(throttled.getDuration("quota")).hasMillis(20);
        assertThat(throttled.getDuration("period")).hasMillis(100);
        assertThat(throttled.getLong("periods")).isEqualTo(10);
        assertThat(throttled.getLong("throttledPeriods")).isEqualTo(4);
        assertThat(throttled.getDuration("throttled")).hasMillis(600);
        assertThat(throttled.getLong("waiting")).isEqualTo(3);
        RecordedEvent tick = named(events, "mitosis.Tick");
        assertThat(tick.getDouble("utilization")).isEqualTo(87.5);
        assertThat(tick.getInt("cells")).isEqualTo(2);
        assertThat(tick.getDuration()).isPositive();
    }

    @Test
    void nothingIsWrittenDownWhileNobodyRecords() {
        Tick tick = Tick.started();
        tick.ended(87.5, 2);
        assertThat(tick).hasToString("0 cells, 0.0 % used");
        ConfigurationApplied applied = ConfigurationApplied.started();
        applied.ended("cgroups", LAYOUT);
        assertThat(applied).hasToString("0 cells (): ");
    }

    private static void happen() {
        FlightEvents.created(Cell.ROOT);
        FlightEvents.created(WEB);
        FlightEvents.destroyed(WEB);
        FlightEvents.applied("cgroups", LAYOUT, () -> {});
        FlightEvents.rebalanced(new Rebalance(LAYOUT, 31.5, 3, Map.of()));
        FlightEvents.throttled(limit(new Throttling(10, 4, 600_000_000)));
        FlightEvents.throttled(limit(new Throttling(10, 0, 0)));
        Tick tick = FlightEvents.tick();
        assertThat(tick).isNotNull();
        tick.ended(87.5, 2);
    }

    private static LimitStats limit(Throttling interval) {
        Throttling total = new Throttling(100, 50, 7_000_000_000L);
        return new LimitStats(
                "/workloads/web", new LimitUsage(-2, 20_000_000, 100_000_000, 0, total, interval, 80_000_000, 3, true));
    }

    private List<RecordedEvent> read(Recording recording) throws IOException {
        Path file = directory.resolve("events.jfr");
        recording.dump(file);
        assertThat(Files.size(file)).isPositive();
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("mitosis."))
                .toList();
    }

    private static RecordedEvent named(List<RecordedEvent> events, String name) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
