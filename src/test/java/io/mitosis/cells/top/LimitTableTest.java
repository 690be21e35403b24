// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitTableTest {
    private static Snapshots some() {
        return Snapshots.some()
                .limit("/workloads/web", 150_000, 12_300, 10, 81_000, 0)
                .limit("/workloads/batch/nightly/reports/of/the/last/year", 20_000, 812_400, 100, 2_500_000, 12)
                .limit("/", 102_400_000, 0, 0, 0, 0)
                .limit("cgid 4711", 1_000, 812_400, 90, 900, 3);
    }

    @Test
    void thoseThatAreThrottledLongestComeFirst() {
        assertThat(plain(some(), 80)).isEqualTo("""
                mitosis: 4 cells on 16 CPUs, 61.3 % used, 4 limits, up 12 min 5 s
                2 throttled now, 15 tasks waiting; sorted by throttled time

                CGROUP                             CPUS THROTTLED  THR% PERIODS  LONGEST WAITING
                ~ightly/reports/of/the/last/year   0.20    812 ms 100.0      10    2.5 s      12
                cgid 4711                          0.01    812 ms  90.0      10   0.9 ms       3
                /workloads/web                     1.50     12 ms  10.0      10    81 ms       0
                /                                  1024      0 ms   0.0      10     0 ms       0""");
    }

    @Test
    void aNarrowWindowDoesWithoutTheLastColumns() {
        assertThat(plain(some(), 40).lines().skip(3))
                .containsExactly(
                        "CGROUP      CPUS THROTTLED  THR% PERIODS",
                        "~ast/year   0.20    812 ms 100.0      10",
                        "cgid 4711   0.01    812 ms  90.0      10",
                        "~oads/web   1.50     12 ms  10.0      10",
                        "/           1024      0 ms   0.0      10");
        assertThat(plain(some(), 12).lines().skip(3)).allMatch(line -> line.length() <= 12);
    }

    @Test
    void withoutALimitTheTableSaysWhy() {
        assertThat(plain(Snapshots.some(), 80).lines().skip(1).findFirst())
                .hasValue("no cpu.max is in force, see --cpu-controller");
    }

    @Test
    void limitsThatThereIsNoRoomForAreMentioned() {
        assertThat(plain(some().missed(3), 120).lines().skip(1).findFirst())
                .hasValue("2 throttled now, 15 tasks waiting; sorted by throttled time;" + " no room for others");
    }

    @Test
    void aKeyChangesBetweenCellsAndLimits() {
        View cells = new View(80, 24, false, SortKey.UTIL, true, 1, false, "");
        assertThat(Table.lines(some().read(), cells).getFirst()).contains(", 4 limits (key m), ");
        View limits = Keys.press(cells, 'm', 4);
        assertThat(Table.lines(some().read(), limits))
                .contains("q quit  r reverse  m cells")
                .anyMatch(line -> line.startsWith("CGROUP "));
        assertThat(Keys.press(limits, 'u', 4)).isEqualTo(limits);
        assertThat(Keys.press(limits, 'm', 4)).isEqualTo(new View(80, 24, false, SortKey.UTIL, false, 0, false, ""));
        assertThat(Table.lines(Snapshots.some().read(), cells).getFirst()).doesNotContain("limit");
    }

    @Test
    void rowsCanBeReversedAndScrolledTo() {
        View view = new View(80, 7, true, SortKey.CELL, true, 0, false, "");
        List<String> lines = Table.lines(some().read(), view);
        assertThat(lines.get(2)).isEqualTo("rows 1 to 2 of 4, arrow keys scroll");
        assertThat(lines.get(4)).startsWith("/  ");
        assertThat(lines.get(1)).endsWith("sorted by throttled time, reversed");
        assertThat(Keys.press(view, Keys.PAGE_DOWN, some().read().rows(view)).first())
                .isEqualTo(2);
    }

    @Test
    void numbersFitTheirColumns() {
        assertThat(List.of(
                        NumberFormat.micros(0),
                        NumberFormat.micros(300),
                        NumberFormat.micros(9_960),
                        NumberFormat.micros(999_949),
                        NumberFormat.micros(999_950),
                        NumberFormat.micros(Long.MAX_VALUE),
                        NumberFormat.cpus(0.001),
                        NumberFormat.cpus(1024),
                        NumberFormat.cpus(1e12)))
                .containsExactly("0 ms", "0.3 ms", "10 ms", "1000 ms", "1.0 s", "99999 s", "0.00", "1024", "99999");
        String longest = IntStream.range(0, 300).mapToObj(i -> "x").collect(Collectors.joining());
        Snapshots extreme = new Snapshots()
                .limit("/" + longest, Long.MAX_VALUE, Long.MAX_VALUE, 100, Long.MAX_VALUE, Integer.MAX_VALUE);
        assertThat(plain(extreme, 80).lines().skip(3)).allMatch(line -> line.length() == 80);
    }

    private static String plain(Snapshots snapshots, int width) {
        View view = new View(width, 0, true, SortKey.CELL, false, 0, false, "");
        return Table.lines(snapshots.read(), view).stream()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }
}
