// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import static io.mitosis.cells.usage.Samples.SECOND;
import static io.mitosis.cells.usage.Samples.cell;
import static io.mitosis.cells.usage.Samples.equal;
import static io.mitosis.cells.usage.Samples.layout;
import static io.mitosis.cells.usage.Samples.report;
import static io.mitosis.cells.usage.Samples.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mitosis.cells.config.RebalancePolicy;
import io.mitosis.cells.config.RebalanceSettings;
import io.mitosis.cells.model.Cell;
import io.mitosis.cells.model.CellId;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.usage.UsageMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RebalancerTest {
    private static final CellId ONE = new CellId(1);
    private static final CellId TWO = new CellId(2);
    private static final Cell WEB = cell(1, "web");
    private static final Cell DB = cell(2, "db");
    private static final CellLayout EQUAL = layout("0-7", WEB, "8-15");
    private static final CellLayout SHIFTED = layout("0-1", WEB, "2-15");
    private static final Duration MONITOR = Duration.ofSeconds(1);

    @Test
    void weightsAreEqualWhileItIsOff() {
        Rebalancer rebalancer = new Rebalancer(RebalanceSettings.DEFAULT, MONITOR, 0);
        rebalancer.observe(report(usage(Cell.ROOT, 8, 1.0), usage(WEB, 8, 8.0)));
        assertThat(rebalancer.weights(equal(Cell.ROOT, WEB))).isEqualTo(Map.of(CellId.ROOT, 1.0, ONE, 1.0));
        assertThat(consider(rebalancer, 5, EQUAL, weights -> SHIFTED)).isEmpty();
    }

    @Test
    void whatWasDecidedBeforeItWasOffIsForgotten() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        Map<Cell, Double> configured = equal(Cell.ROOT, WEB);
        rebalancer.observe(report(usage(Cell.ROOT, 8, 1.0), usage(WEB, 8, 8.0)));
        rebalancer.live(configured);
        Map<CellId, Double> before = rebalancer.weights(configured);

        rebalancer.change(RebalanceSettings.DEFAULT, MONITOR);
        for (int i = 0; i < 20; i++) {
            rebalancer.observe(report(usage(Cell.ROOT, 8, 8.0), usage(WEB, 8, 1.0)));
        }
        rebalancer.change(SimulatedMachine.settings(RebalancePolicy.DEMAND), MONITOR);

        Map<CellId, Double> after = rebalancer.weights(configured);
        assertThat(before.get(ONE)).isGreaterThan(before.get(CellId.ROOT));
        assertThat(after.get(ONE)).isLessThan(after.get(CellId.ROOT));
    }

    /** Two CPUs of four are busy with jobs, none of which lives at two readings. */
    @Test
    void cellsThatNeverLiveForAWholeIntervalAreNotTakenForIdle() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        CellLayout layout = layout("0-1", cell(1, "job-0"), "2-3");
        UsageMeter meter = new UsageMeter(0, layout, growth -> {});
        Cell job = Cell.ROOT;
        for (int second = 1; second <= 5; second++) {
            job = cell(1, "job-" + second);
            layout = layout("0-1", job, "2-3");
            rebalancer.observe(meter.collect(second * SECOND, layout, growth -> {
                growth.ran(2, 1, 9 * SECOND / 10);
                growth.ran(3, 1, 9 * SECOND / 10);
            }));
        }
        assertThat(rebalancer.smoothedPercent(job)).isCloseTo(90.0, within(1e-9));
        CellLayout grown = layout("0", job, "1-3");
        assertThat(rebalancer.consider(5 * SECOND, layout, equal(Cell.ROOT, job), weights -> grown))
                .hasValueSatisfying(verdict -> {
                    assertThat(verdict.spread()).isCloseTo(90.0, within(1e-9));
                    assertThat(verdict.layout()).isEqualTo(grown);
                });
    }

    @Test
    void weightsAreEqualBeforeAnythingWasMeasured() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        assertThat(rebalancer.weights(equal(Cell.ROOT, WEB))).isEqualTo(Map.of(CellId.ROOT, 1.0, ONE, 1.0));
        assertThat(consider(rebalancer, 5, EQUAL, weights -> SHIFTED)).isEmpty();
    }

    @Test
    void movesCpusToASaturatedCellAndRemembersTheWeights() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        rebalancer.live(equal(Cell.ROOT, WEB));
        rebalancer.observe(report(usage(Cell.ROOT, 8, 1.0), usage(WEB, 8, 8.0)));
        List<Map<CellId, Double>> asked = new ArrayList<>();

        Optional<Rebalance> verdict = consider(rebalancer, 5, EQUAL, weights -> {
            asked.add(weights);
            return SHIFTED;
        });

        assertThat(verdict).contains(new Rebalance(SHIFTED, 87.5, 1, Map.of(Cell.ROOT, 1.0, WEB, 13.0)));
        // One CPU of 16 for each, 1.0 ÷ 0.9 for the root cell, the rest for web.
        assertThat(asked).containsExactly(Map.of(CellId.ROOT, 1.0, ONE, 13.0));
        assertThat(rebalancer.weights(equal(Cell.ROOT, WEB))).isEqualTo(asked.getFirst());
    }

    @Test
    void whatCouldNotBeAppliedHasNotHappened() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        rebalancer.live(equal(Cell.ROOT, WEB));
        rebalancer.observe(report(usage(Cell.ROOT, 8, 1.0), usage(WEB, 8, 8.0)));
        Map<Cell, Double> configured = equal(Cell.ROOT, WEB);
        assertThat(rebalancer.consider(5 * SECOND, EQUAL, configured, weights -> SHIFTED))
                .isPresent();
        assertThat(rebalancer.weights(configured)).isEqualTo(Map.of(CellId.ROOT, 1.0, ONE, 1.0));
        assertThat(consider(rebalancer, 10, EQUAL, weights -> SHIFTED))
                .map(Rebalance::count)
                .contains(1L);
    }

    @Test
    void cellsThatWereOnlyThoughtOfChangeNothingForThoseThatLive() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        rebalancer.live(equal(Cell.ROOT, WEB));
        rebalancer.observe(report(usage(Cell.ROOT, 4, 1.0), usage(WEB, 12, 6.0)));
        rebalancer.weights(equal(Cell.ROOT, WEB, DB));
        assertThat(rebalancer.weights(equal(Cell.ROOT, WEB))).isEqualTo(Map.of(CellId.ROOT, 1.0, ONE, 1.0));
    }

    @Test
    void theSameCellsKeepTheirWeightsWhateverIsMeasured() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        Map<CellId, Double> before = rebalancer.weights(equal(Cell.ROOT, WEB));
        rebalancer.live(equal(Cell.ROOT, WEB));
        rebalancer.observe(report(usage(Cell.ROOT, 8, 1.0), usage(WEB, 8, 8.0)));
        assertThat(rebalancer.weights(equal(WEB, Cell.ROOT))).isEqualTo(before);
    }

    @Test
    void aNewCellStartsAsAnAverageOneAndTheOthersKeepWhatTheyNeed() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        rebalancer.live(equal(Cell.ROOT, WEB));
        rebalancer.observe(report(usage(Cell.ROOT, 4, 1.0), usage(WEB, 12, 6.0)));
        Map<CellId, Double> weights = rebalancer.weights(equal(Cell.ROOT, WEB, DB));
        // The mean of 25 % and 50 % of a third of 16 CPUs is 2.0; 9.0 busy CPUs share 16.
        assertThat(weights).isEqualTo(Map.of(CellId.ROOT, 1.0, ONE, 9.0, TWO, 3.0));
    }

    @Test
    void configuredWeightsAreTakenOutOfWhatWillBeMultipliedWithThem() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        rebalancer.observe(report(usage(Cell.ROOT, 8, 1.0), usage(WEB, 8, 8.0)));
        Map<Cell, Double> configured = Map.of(Cell.ROOT, 2.0, WEB, 0.5);
        rebalancer
                .consider(5 * SECOND, EQUAL, configured, weights -> SHIFTED)
                .ifPresent(verdict -> rebalancer.applied(5 * SECOND, verdict));
        assertThat(rebalancer.weights(configured)).isEqualTo(Map.of(CellId.ROOT, 0.5, ONE, 26.0));
    }

    @Test
    void byUtilisationTheWeightIsTheSmoothedPercentage() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.UTILIZATION);
        rebalancer.observe(report(usage(Cell.ROOT, 8, 2.0), usage(WEB, 8, 8.0)));
        assertThat(consider(rebalancer, 5, EQUAL, weights -> SHIFTED)).isPresent();
        assertThat(rebalancer.weights(equal(Cell.ROOT, WEB))).isEqualTo(Map.of(CellId.ROOT, 25.0, ONE, 100.0));
        assertThat(rebalancer.weights(equal(Cell.ROOT, WEB, DB))).containsEntry(TWO, 62.5);
    }

    @Test
    void actsFromTheThresholdOn() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.UTILIZATION);
        rebalancer.observe(report(usage(Cell.ROOT, 8, 4.0), usage(WEB, 8, 5.59)));
        assertThat(consider(rebalancer, 5, EQUAL, weights -> SHIFTED)).isEmpty();
        rebalancer = rebalancer(RebalancePolicy.UTILIZATION);
        rebalancer.observe(report(usage(Cell.ROOT, 8, 4.0), usage(WEB, 8, 5.61)));
        assertThat(consider(rebalancer, 5, EQUAL, weights -> SHIFTED)).isPresent();
    }

    @Test
    void theSameMasksAreNoRebalance() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.UTILIZATION);
        rebalancer.observe(report(usage(Cell.ROOT, 8, 0.0), usage(WEB, 8, 8.0)));
        assertThat(consider(rebalancer, 5, EQUAL, weights -> layout("0-7", WEB, "8-15")))
                .isEmpty();
        assertThat(consider(rebalancer, 10, EQUAL, weights -> SHIFTED))
                .as("and no cooldown")
                .isPresent();
    }

    @Test
    void noiseIsNotWorthAChange() {
        Rebalancer rebalancer = rebalancer(RebalancePolicy.DEMAND);
        // 50 % and 75 %; two CPUs more would give 86 % and 60 %.
        rebalancer.observe(report(usage(Cell.ROOT, 8, 4.0), usage(WEB, 8, 6.0)));
        assertThat(consider(rebalancer, 5, EQUAL, weights -> layout("0-5", WEB, "6-15")))
                .isEmpty();
    }

    @Test
    void noDemandAtAllKeepsWhatIs() {
        RebalanceSettings anySpread = new RebalanceSettings(
                true, RebalancePolicy.DEMAND, 0.0, Duration.ofSeconds(5), Duration.ofSeconds(5), 0.3);
        Rebalancer rebalancer = new Rebalancer(anySpread, MONITOR, 0);
        rebalancer.observe(report(usage(Cell.ROOT, 2, 0.0), usage(WEB, 14, 0.0)));
        assertThat(consider(rebalancer, 5, SHIFTED, weights -> EQUAL)).isEmpty();
        Map<CellId, Double> weights = rebalancer.weights(equal(Cell.ROOT, WEB, DB));
        assertThat(weights).isEqualTo(Map.of(CellId.ROOT, 5.0, ONE, 4.0, TWO, 4.0));
    }

    @Test
    void otherSettingsLeaveWhatWasMeasured() {
        Rebalancer rebalancer = new Rebalancer(RebalanceSettings.DEFAULT, MONITOR, 0);
        rebalancer.live(equal(Cell.ROOT, WEB));
        rebalancer.observe(report(usage(Cell.ROOT, 8, 1.0), usage(WEB, 8, 8.0)));
        rebalancer.change(SimulatedMachine.settings(RebalancePolicy.DEMAND), Duration.ofSeconds(2));
        assertThat(rebalancer.smoothedPercent(WEB)).isEqualTo(100.0);
        assertThat(consider(rebalancer, 5, EQUAL, weights -> SHIFTED)).isPresent();
        rebalancer.observe(report(usage(Cell.ROOT, 2, 1.0), usage(WEB, 14, 7.0)));
        assertThat(rebalancer.smoothedPercent(WEB))
                .as("one of two seconds")
                .isCloseTo(50 + 50 * Math.sqrt(0.7), within(1e-9));
        rebalancer.change(RebalanceSettings.DEFAULT, MONITOR);
        assertThat(rebalancer.weights(equal(Cell.ROOT, WEB))).isEqualTo(Map.of(CellId.ROOT, 1.0, ONE, 1.0));
    }

    @Test
    void aCellThatIsNotKnownHasNoUsage() {
        assertThat(rebalancer(RebalancePolicy.DEMAND).smoothedPercent(WEB)).isZero();
    }

    private static Optional<Rebalance> consider(
            Rebalancer rebalancer, int second, CellLayout layout, DemandLayout assign) {
        Optional<Rebalance> verdict = rebalancer.consider(second * SECOND, layout, equal(Cell.ROOT, WEB), assign);
        verdict.ifPresent(made -> rebalancer.applied(second * SECOND, made));
        return verdict;
    }

    private static Rebalancer rebalancer(RebalancePolicy policy) {
        return new Rebalancer(SimulatedMachine.settings(policy), MONITOR, 0);
    }
}
