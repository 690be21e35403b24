// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mitosis.cells.config.AttributeTrust;
import io.mitosis.cells.config.CellMaximum;
import io.mitosis.cells.config.CellSettings;
import io.mitosis.cells.config.CellWeighting;
import io.mitosis.cells.config.Placement;
import io.mitosis.cells.config.RebalancePolicy;
import io.mitosis.cells.config.RebalanceSettings;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.OwnerRequest;
import io.mitosis.cells.model.OwnerRequests;
import io.mitosis.cells.model.Topologies;
import io.mitosis.cells.rebalance.Rebalancer;
import io.mitosis.cells.usage.CellCounters;
import io.mitosis.cells.usage.CellUsage;
import io.mitosis.cells.usage.UsageReport;
import io.mitosis.config.Intervals;
import io.mitosis.topology.CpuMask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Layouts applied and lines logged when cgroups change. A fake takes the kernel's place: it accepts or refuses layouts.
 */
class CellManagerTest {
    private static final CellSettings LINEAR = new CellSettings(
            Set.of(), 0, CellWeighting.EQUAL, CellMaximum.NONE, AttributeTrust.TRUSTED, Placement.LINEAR, false);

    private final CarriedState before =
            new CarriedState(new Rebalancer(RebalanceSettings.DEFAULT, Intervals.DEFAULT.monitor(), 0));
    private final List<String> applied = new ArrayList<>();
    private final CellManager cells = manager(4);
    private boolean refuse;
    private ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger().addAppender(log);
        logger().setAdditive(false);
    }

    @AfterEach
    void stopListening() {
        logger().detachAppender(log);
        logger().setAdditive(true);
    }

    @Test
    void cellsComeAndGo() {
        cells.start(requests(request("web", null)));
        cells.update(requests(request("db", null), request("web", null)));
        cells.update(requests(request("db", null)));
        assertThat(applied)
                .containsExactly("[0: 0-1] [1(web): 2-3]", "[0: 0-1] [1(web): 2] [2(db): 3]", "[0: 0-1] [2(db): 2-3]");
        assertThat(lines())
                .containsExactly(
                        "Created cell 1 for cgroup /cg/web (cgid=122)",
                        "Applied initial cell configuration: [0: 0-1] [1(web): 2-3]",
                        "Created cell 2 for cgroup /cg/db (cgid=102)",
                        "Cell config updated (1 new, 0 destroyed): [0: 0-1] [1(web): 2] [2(db): 3]",
                        "Destroyed cell 1 for cgroup /cg/web (cgid=122)",
                        "Cell config updated (0 new, 1 destroyed): [0: 0-1] [2(db): 2-3]");
    }

    @Test
    void nothingIsAppliedWhereNothingChanges() {
        cells.start(requests(request("web", null)));
        assertThat(cells.update(requests(request("web", null)))).isFalse();
        assertThat(cells.update(requests(request("web", "2-3")))).isFalse();
        assertThat(applied).hasSize(1);
        assertThat(cells.update(requests(request("web", "3")))).isTrue();
        assertThat(applied).hasSize(2);
    }

    @Test
    void aChangedCpusetIsToldAsSuch() {
        cells.start(requests(request("web", "3")));
        cells.update(requests(request("web", "1-2")));
        assertThat(lines()).last().isEqualTo("Cpuset change detected, recomputed config: [0: 0,3] [1(web): 1-2]");
    }

    @Test
    void whatTheKernelRefusesIsTriedAgain() {
        cells.start(requests());
        refuse = true;
        assertThatThrownBy(() -> cells.update(requests(request("web", null)))).hasMessage("no");
        assertThat(cells.layout().describe()).isEqualTo("[0: 0-3]");
        refuse = false;
        cells.update(requests(request("web", null)));
        assertThat(applied).last().isEqualTo("[0: 0-1] [1(web): 2-3]");
        assertThat(lines()).last().isEqualTo("Cell config updated (1 new, 0 destroyed): [0: 0-1] [1(web): 2-3]");
    }

    @Test
    void manyThatAreParkedAreToldInFewLinesAndOnce() {
        OwnerRequests many = requests(
                IntStream.range(0, 5000).mapToObj(i -> request("c" + i, "1")).toArray(OwnerRequest[]::new));
        cells.start(many);
        assertThat(lines().filter(line -> line.startsWith("Parked cgroup /cg/c")))
                .hasSize(20);
        assertThat(lines()).contains("Parked 4979 more cgroups");
        int told = log.list.size();
        cells.reconfigure(LINEAR);
        cells.update(many);
        assertThat(log.list).hasSize(told);
    }

    @Test
    void theNextAttachmentGoesOnWithTheSameIds() {
        cells.start(requests(request("a", null), request("b", null)));
        cells.update(requests(request("b", null)));
        before.remember(cells.state());
        manager(6).start(requests(request("b", null), request("c", null)));
        assertThat(applied).last().isEqualTo("[0: 0-1] [1(c): 2-3] [2(b): 4-5]");
    }

    /** As when the parent cannot be listed for a moment. */
    @Test
    void anAttachmentThatCannotSeeItsOwnersForgetsNone() {
        cells.start(requests(request("a", null), request("b", null)));
        cells.update(requests(request("b", null)));
        before.remember(cells.state());
        CellManager next = manager(6);

        next.startAlone();
        assertThat(applied).last().isEqualTo("[0: 0-5]");
        next.update(requests(request("b", null), request("c", null)));

        assertThat(applied).last().isEqualTo("[0: 0-1] [1(c): 2-3] [2(b): 4-5]");
        assertThat(lines()).noneMatch(line -> line.startsWith("Destroyed cell 2 "));
    }

    /** The requests of the cells are not known, but that the cells exist is. */
    @Test
    void cpusDoNotFollowDemandWhileNobodyCanSeeTheOwners() {
        cells.start(requests(request("b", null)));
        before.remember(cells.state());
        Cell busy = cells.layout().cells().getLast().cell();
        before.rebalancer()
                .change(
                        new RebalanceSettings(
                                true, RebalancePolicy.DEMAND, 20, Duration.ofSeconds(5), Duration.ofSeconds(5), 1),
                        Duration.ofSeconds(1));
        long second = Duration.ofSeconds(1).toNanos();
        before.rebalancer()
                .observe(new UsageReport(
                        second,
                        4,
                        List.of(
                                new CellUsage(Cell.ROOT, 2, second, CellCounters.ZERO, 0, 0, 0),
                                new CellUsage(busy, 2, second, CellCounters.ZERO, 2 * second, 0, 0))));
        CellManager next = manager(6);

        next.startAlone();

        assertThat(next.rebalance(60 * second)).isFalse();
        next.update(requests(request("b", null)));
        assertThat(applied).last().isNotEqualTo("[0: 0-5]");
    }

    private CellManager manager(int cpus) {
        return new CellManager(Topologies.flat(cpus), 256, LINEAR, before, this::apply);
    }

    private void apply(CellLayout layout) {
        if (refuse) {
            throw new IllegalStateException("no");
        }
        applied.add(layout.describe());
    }

    private Stream<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage);
    }

    private static OwnerRequests requests(OwnerRequest... requests) {
        return new OwnerRequests(List.of(requests), null);
    }

    private static OwnerRequest request(String name, String cpuset) {
        CellOwner owner = new CellOwner(Path.of("/cg", name), name.length() + 100L + name.charAt(0) % 100);
        return new OwnerRequest(owner, CellTerms.DEFAULT.withCpuset(cpuset == null ? null : CpuMask.parse(cpuset)));
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(CellLog.class);
    }
}
