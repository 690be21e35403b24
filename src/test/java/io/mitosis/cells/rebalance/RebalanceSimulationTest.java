// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.rebalance;

import static io.mitosis.cells.rebalance.SimulatedMachine.constant;
import static io.mitosis.cells.rebalance.SimulatedMachine.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.config.RebalancePolicy;
import io.mitosis.cells.rebalance.SimulatedMachine.Demand;
import io.mitosis.cells.usage.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Loads that show what a policy is worth, for 300 s from equal shares on. Prints a table of both policies. */
@DisplayName("On a simulated machine")
class RebalanceSimulationTest {
    private static final int SECONDS = 300;
    private static final Demand SMALL = constant(0.5, 20, 4);
    private static final Demand SMALL_AND_ROOT = constant(0, 0.5, 20, 4);
    private static final Demand LARGE = constant(1, 40, 8, 2);
    private static final Demand LARGE_AND_ROOT = constant(0, 1, 40, 8, 2);

    private static final List<String> TABLE = new ArrayList<>();

    @AfterAll
    static void print() {
        System.out.printf("%-34s %-12s %8s %8s%n", "300 s of load", "policy", "changes", "short s");
        TABLE.forEach(System.out::println);
    }

    @Test
    void constantLoadsSettleAtOnce() {
        assertThat(run("32 CPUs: 0.5/20/4", 32, SMALL).changes()).containsExactly(5);
        assertThat(run("32 CPUs: 0.5/20/4, root idle", 32, SMALL_AND_ROOT).changes())
                .containsExactly(5);
        assertThat(run("64 CPUs: 1/40/8/2", 64, LARGE).changes()).containsExactly(5);
        assertThat(run("64 CPUs: 1/40/8/2, root idle", 64, LARGE_AND_ROOT).changes())
                .containsExactly(5);
    }

    @Test
    void constantLoadsSettleAtOnceWithBorrowingToo() {
        for (Demand demand : List.of(SMALL, SMALL_AND_ROOT)) {
            assertThat(demandMachine(32, demand).borrowing().run(SECONDS).changes())
                    .containsExactly(5);
        }
        for (Demand demand : List.of(LARGE, LARGE_AND_ROOT)) {
            assertThat(demandMachine(64, demand).borrowing().run(SECONDS).changes())
                    .containsExactly(5);
        }
    }

    @Test
    void aFloorThatKeepsTheSpreadUpIsNoReasonToMoveCpus() {
        Run run = demandMachine(32, SMALL).run(SECONDS);
        // 50 %, 77 % and 80 %: the first cell cannot have less than one CPU.
        assertThat(run.sizes()).containsExactly(1, 26, 5);
    }

    @Test
    void noiseOfFivePercentMovesNothing() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(demandMachine(32, SMALL).noisy(0.05, seed).run(SECONDS).changes())
                    .hasSize(1);
            assertThat(demandMachine(64, LARGE).noisy(0.05, seed).run(SECONDS).changes())
                    .hasSize(1);
        }
        run("64 CPUs, noise 2 %", 64, LARGE, 0.02);
        run("64 CPUs, noise 5 %", 64, LARGE, 0.05);
        assertThat(run("64 CPUs, noise 10 %", 64, LARGE, 0.1).changes()).hasSizeLessThan(4);
        assertThat(run("64 CPUs, noise 20 %", 64, LARGE, 0.2).changes()).hasSizeLessThan(8);
    }

    @Test
    void stepsAreFollowedWithinTwoIntervals() {
        Run run = run("32 CPUs, steps at 100 and 200 s", 32, second -> steps(second));
        assertThat(run.changes()).hasSizeLessThanOrEqualTo(6);
        assertThat(run.shortSeconds())
                .as("5 s at the start, 10 s and a turn a step")
                .isLessThanOrEqualTo(25);
    }

    @Test
    void aCellThatWakesUpGetsItsPartOfAFullMachine() {
        Run run = run(
                "32 CPUs, overload from 100 s on",
                32,
                second -> second < 100 ? new double[] {0, 0.2, 24, 4} : new double[] {0, 20, 24, 4});
        assertThat(run.sizes()[3]).isBetween(4, 5);
        assertThat(run.sizes()[1]).isBetween(12, 15);
        assertThat(run.changes().getLast()).isLessThanOrEqualTo(130);
    }

    @Test
    void aSineIsFollowed() {
        Run run = run("32 CPUs, sine of 125 s", 32, second -> {
            double swing = 8 * Math.sin(second / 20.0);
            return new double[] {0.5, 12 + swing, 12 - swing};
        });
        assertThat(run.shortSeconds()).isLessThan(40);
    }

    @Test
    void theOriginalsPolicyNeverSettles() {
        assertThat(new SimulatedMachine(32, settings(RebalancePolicy.UTILIZATION), SMALL)
                        .run(SECONDS)
                        .changes())
                .hasSizeGreaterThan(40);
    }

    private static double[] steps(int second) {
        if (second < 100) {
            return new double[] {0.5, 20, 4};
        }
        return second < 200 ? new double[] {0.5, 4, 20} : new double[] {10, 3, 3};
    }

    private static SimulatedMachine demandMachine(int cpus, Demand demand) {
        return new SimulatedMachine(cpus, settings(RebalancePolicy.DEMAND), demand);
    }

    private static Run run(String title, int cpus, Demand demand) {
        return run(title, cpus, demand, 0);
    }

    /** Adds a row for each policy; returns what happened by demand. */
    private static Run run(String title, int cpus, Demand demand, double noise) {
        Run byDemand = new Run();
        for (RebalancePolicy policy : RebalancePolicy.values()) {
            Run run = new SimulatedMachine(cpus, settings(policy), demand)
                    .noisy(noise, 1)
                    .run(SECONDS);
            TABLE.add(String.format(
                    Locale.ROOT,
                    "%-34s %-12s %8d %8d",
                    title,
                    policy,
                    run.changes().size(),
                    run.shortSeconds()));
            byDemand = policy == RebalancePolicy.DEMAND ? run : byDemand;
        }
        return byDemand;
    }
}
