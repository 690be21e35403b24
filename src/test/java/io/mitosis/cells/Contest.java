// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * One figure of the same load under the kernel's own scheduler and then under mitosis, in the same boot: who replaces
 * the one by the other is to lose nothing.
 *
 * @param load what was measured
 */
record Contest(String load, double kernels, double ours) {
    private static final double TOLERANCE = 0.03;

    /**
     * Measures twice, and expects the daemon to have no trouble meanwhile.
     *
     * @param measured starts the load, measures and ends it
     * @param start of the daemon
     */
    static Contest of(String load, DoubleSupplier measured, Supplier<Daemon> start) {
        return of(List.of(load), same -> measured.getAsDouble(), start).getFirst();
    }

    /**
     * Measures each of several loads twice, all of them under one daemon: its start takes as long as a load.
     *
     * @param measured starts a load, measures and ends it
     * @param start of the daemon
     */
    static List<Contest> of(List<String> loads, ToDoubleFunction<String> measured, Supplier<Daemon> start) {
        double[] kernels = loads.stream().mapToDouble(measured).toArray();
        List<Contest> contests = new ArrayList<>();
        try (Daemon daemon = start.get()) {
            for (int i = 0; i < kernels.length; i++) {
                Contest contest = new Contest(loads.get(i), kernels[i], measured.applyAsDouble(loads.get(i)));
                System.out.println(contest);
                contests.add(contest);
            }
            assertThat(daemon.process().isAlive()).isTrue();
            assertThat(daemon.logLines(" (WARN|ERROR) ")).isEmpty();
        }
        return contests;
    }

    /** Asserts that each share is as due, by load: within 8 % of it, or 0.01. */
    static void assertAsDue(List<Contest> contests, Map<String, Double> due) {
        assertThat(contests).allSatisfy(contest -> {
            double wanted = due.getOrDefault(contest.load, -1.0);
            assertThat(contest.ours).as(contest.toString()).isCloseTo(wanted, within(Math.max(0.08 * wanted, 0.01)));
        });
    }

    /** Asserts that a share is at least the kernel's, or the due one if the kernel's is larger. */
    void assertAsFair(double due) {
        assertThat(ours).as(toString()).isGreaterThan(Math.min(kernels, due) - TOLERANCE);
    }

    /** Asserts that a wait is at most the allowed one, or the kernel's if that is longer. */
    void assertAsShort(double allowed) {
        assertThat(ours).as(toString()).isLessThan(Math.max(kernels, allowed));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s: kernel %.3f, mitosis %.3f", load, kernels, ours);
    }
}
