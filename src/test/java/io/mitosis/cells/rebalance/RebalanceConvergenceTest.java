// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import static io.mitosis.cells.rebalance.SimulatedMachine.constant;
import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.RebalancePolicy;
import io.mitosis.cells.config.RebalanceSettings;
import io.mitosis.cells.usage.Run;
import io.mitosis.topology.CpuMask;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Under any constant load the masks change three times at most, early on, and then stay as they are. */
class RebalanceConvergenceTest {
    /** A machine, what its cells want, and what they were configured to weigh. */
    record Load(int cpus, List<Double> wanted, List<Double> weights) {
        double total() {
            return wanted.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    @Property(tries = 400)
    void settlesWithinThreeChanges(@ForAll("loads") Load load) {
        Run run = machine(load, 20.0, 0.3).run(300);
        assertSettled(run);
        if (load.total() < 0.9 * load.cpus()) {
            assertThat(run.needlesslyShortSeconds()).as(run.toString()).isLessThanOrEqualTo(15);
        }
    }

    @Property(tries = 200)
    void settlesWithBorrowing(@ForAll("loads") Load load) {
        assertSettled(machine(load, 20.0, 0.3).borrowing().run(300));
    }

    @Property(tries = 200)
    void settlesWithConfiguredWeights(@ForAll("loads") Load load) {
        assertSettled(machine(load, 20.0, 0.3).weighted(array(load.weights())).run(300));
    }

    @Property(tries = 200)
    void settlesWithAnyThresholdAndSmoothing(
            @ForAll("loads") Load load,
            @ForAll @DoubleRange(max = 60) double threshold,
            @ForAll @DoubleRange(min = 0.05, max = 1) double smoothing) {
        assertSettled(machine(load, threshold, smoothing).run(300));
    }

    @Property(tries = 200)
    void settlesWhereCpusetsAndBoundsStandInTheWay(
            @ForAll("loads") Load load,
            @ForAll @IntRange(min = 1, max = 3) int first,
            @ForAll @IntRange(min = 1, max = 20) int most) {
        SimulatedMachine machine = machine(load, 20.0, 0.3);
        int cells = load.wanted().size();
        if (load.cpus() >= 2 * cells && load.cpus() > 4) {
            machine.bound(1, CpuMask.range(first, load.cpus() / 2));
        }
        assertSettled(machine.capped(cells - 1, most).run(300));
    }

    private static void assertSettled(Run run) {
        assertThat(run.changes()).as(run.toString()).hasSizeLessThanOrEqualTo(3);
        assertThat(run.changes()).as(run.toString()).allMatch(second -> second <= 60);
    }

    private static SimulatedMachine machine(Load load, double threshold, double smoothing) {
        RebalanceSettings settings = new RebalanceSettings(
                true, RebalancePolicy.DEMAND, threshold, Duration.ofSeconds(5), Duration.ofSeconds(5), smoothing);
        return new SimulatedMachine(load.cpus(), settings, constant(array(load.wanted())));
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Provide
    Arbitrary<Load> loads() {
        return Combinators.combine(
                        Arbitraries.of(4, 8, 16, 32, 64, 128),
                        Arbitraries.integers().between(2, 12),
                        Arbitraries.doubles().between(0.0, 2.0),
                        Arbitraries.longs())
                .as(RebalanceConvergenceTest::load);
    }

    /** Shares a load out unevenly: a few cells want most of it, as it is in life. */
    private static Load load(int cpus, int cells, double part, long seed) {
        Random random = new Random(seed);
        int count = Math.min(cpus, cells);
        List<Double> parts = random.doubles(count)
                .map(number -> number * number * number)
                .boxed()
                .toList();
        double scale = part * cpus / new Load(cpus, parts, parts).total();
        List<Double> wanted = parts.stream().map(number -> number * scale).toList();
        List<Double> weights = random.doubles(count, -0.5, 0.5)
                .map(number -> Math.pow(4, number))
                .boxed()
                .toList();
        return new Load(cpus, wanted, weights);
    }
}
