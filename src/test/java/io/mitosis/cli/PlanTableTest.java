// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.plan.PlanResult;
import io.mitosis.cells.plan.PlannedCell;
import io.mitosis.topology.CpuMask;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlanTableTest {
    @Test
    void longListsAndNamesGoOnBelow() {
        CpuMask odd = CpuMask.of(IntStream.range(0, 30).map(i -> 2 * i + 1).toArray());
        PlannedCell cell = new PlannedCell(17, "a-name-of-more-than-twenty-letters", odd, 30, CpuMask.of(0, 2), 2, "");
        assertThat(PlanTable.of(new PlanResult(List.of(cell), 1, true, true))).isEqualTo("""
                CELL NAME                 COUNT TARGET LLCS CPUS
                  17 a-name-of-more-than-twenty-letters
                                             30     30    2 1,3,5,7,9,11,13,15,17,19,21,23,25,
                                                            27,29,31,33,35,37,39,41,43,45,47,49,
                                                            51,53,55,57,59
                                                            borrows: 0,2

                CPUs that another cell owned before: 1
                Cell 0 has CPUs that were taken from cpusets of others, for its minimum.""");
    }

    @Test
    void aParkedCgroupHasNoId() {
        PlannedCell cell = new PlannedCell(null, "web", CpuMask.none(), 0, CpuMask.none(), 0, "why");
        assertThat(PlanTable.of(new PlanResult(List.of(cell), 0, false, false))).isEqualTo("""
                CELL NAME                 COUNT TARGET LLCS CPUS
                   - web                      0      0    0 parked: why""");
    }

    @Test
    void whatWouldUpsetATerminalIsNotPrinted() {
        PlannedCell cell =
                new PlannedCell(1, "\u001b[31m\n", CpuMask.none(), 0, CpuMask.none(), 0, "the cell \u0007 is odd");
        assertThat(PlanTable.of(new PlanResult(List.of(cell), 0, false, false)).lines())
                .hasSize(2)
                .allMatch(line -> line.chars().noneMatch(Character::isISOControl));
    }

    @Property(tries = 200)
    void noLineIsLongerThanTheScreenAndNoCpuIsLost(@ForAll long seed, @ForAll @IntRange(max = 120) int length) {
        Random random = new Random(seed);
        CpuMask cpus = CpuMask.of(random.ints(1 + random.nextInt(300), 0, 8192).toArray());
        PlannedCell cell = new PlannedCell(255, "x".repeat(length), cpus, 8192, cpus, 100, "");
        String table = PlanTable.of(new PlanResult(List.of(cell), 0, false, true));
        assertThat(table.lines()).allMatch(line -> line.length() <= 80);
        String list = table.lines()
                .skip(1)
                .map(line -> line.substring(Math.min(44, line.length())))
                .collect(Collectors.joining());
        if (length <= 20) {
            assertThat(list).isEqualTo(cpus + "borrows: " + cpus);
        }
    }
}
