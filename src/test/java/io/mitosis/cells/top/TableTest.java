// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void eightyColumnsShowAllThatMatters() {
        assertThat(plain(Snapshots.some().parked("/workloads/late"), 80)).isEqualTo("""
                mitosis: 4 cells on 16 CPUs, 61.3 % used, 1 parked, up 12 min 5 s
                configuration 5, 12 s ago (cgroups changed); rebalanced 2 times; sorted by cell

                CELL CGROUP          CPUS              UTIL% LOCAL  CPUQ CELLQ  BORR  LENT  VIOL
                   0 /                  2 [          ]   4.0 100.0   0.0   0.0   0.0  31.5   0.5
                   1 /workloads/web     8 [||||||||||]  96.3  90.1   0.0   9.9  12.5   0.0   0.5
                   2 ~ightly/reports    5 [||||||||||] 412.5  12.5   0.0  87.5  75.8   0.0   0.5
                   3 /workloads/db      1 [|||||||   ]  71.0  55.0   0.0  45.0   0.0 100.0   0.5
                parked in cell 0: /workloads/late""");
    }

    @Test
    void aNarrowWindowDoesWithoutTheLastColumns() {
        assertThat(plain(Snapshots.some(), 40)).isEqualTo("""
                mitosis: 4 cells on 16 CPUs, 61.3 % use~
                configuration 5, 12 s ago (cgroups chan~

                CELL CGROUP      CPUS              UTIL%
                   0 /              2 [          ]   4.0
                   1 ~kloads/web    8 [||||||||||]  96.3
                   2 ~ly/reports    5 [||||||||||] 412.5
                   3 ~rkloads/db    1 [|||||||   ]  71.0""");
    }

    @Test
    void aWideWindowShowsMore() {
        List<String> lines = plain(Snapshots.some(), 120).lines().skip(3).toList();
        assertThat(lines)
                .extracting(line -> line.substring(0, 67))
                .containsExactly(
                        "CELL CGROUP                    CPUS              UTIL% LOCAL  CPUQ ",
                        "   0 /                            2 [          ]   4.0 100.0   0.0 ",
                        "   1 /workloads/web               8 [||||||||||]  96.3  90.1   0.0 ",
                        "   2 ~ds/batch/nightly/reports    5 [||||||||||] 412.5  12.5   0.0 ",
                        "   3 /workloads/db                1 [|||||||   ]  71.0  55.0   0.0 ");
        assertThat(lines)
                .extracting(line -> line.substring(67))
                .containsExactly(
                        "CELLQ  BORR  LENT  VIOL SMOOTH DECIS CPU LIST",
                        "  0.0   0.0  31.5   0.5    2.0     0 0-1",
                        "  9.9  12.5   0.0   0.5   48.1  1000 8-15",
                        " 87.5  75.8   0.0   0.5  206.3  2000 16-20",
                        " 45.0   0.0 100.0   0.5   35.5  3000 24-24");
    }

    @Test
    void aWindowIsFilledAndItsLastLineNamesTheKeys() {
        List<String> lines = Table.lines(Snapshots.some().read(), window(80, 24));
        assertThat(lines).hasSize(24);
        assertThat(lines.subList(4, 8)).extracting(line -> line.charAt(3)).containsExactly('0', '1', '2', '3');
        assertThat(lines.subList(8, 23)).containsOnly("");
        assertThat(lines.getLast())
                .isEqualTo("q quit r reverse  sort: c cell n name p cpus u util w queue b borr l lent v viol")
                .hasSize(80);
    }

    @Test
    void rowsThatDoNotFitCanBeScrolledTo() {
        List<String> lines = Table.lines(Snapshots.some().read(), window(80, 7).from(1));
        assertThat(lines).hasSize(7);
        assertThat(lines.get(2)).isEqualTo("rows 2 to 3 of 4, arrow keys scroll");
        assertThat(lines.subList(4, 6)).extracting(line -> line.charAt(3)).containsExactly('1', '2');
        assertThat(Table.lines(Snapshots.some().read(), window(80, 7).from(99)).get(2))
                .isEqualTo("rows 3 to 4 of 4, arrow keys scroll");
    }

    @Test
    void keysSortAndTheSameKeyAgainTurnsTheOrderRound() {
        View view = window(80, 24);
        assertThat(ids(Keys.press(view, 'u', 4))).isEqualTo("2130");
        assertThat(ids(Keys.press(Keys.press(view, 'u', 4), 'u', 4))).isEqualTo("0312");
        assertThat(ids(Keys.press(Keys.press(view, 'u', 4), 'r', 4))).isEqualTo("0312");
        assertThat(ids(Keys.press(view, 'n', 4))).isEqualTo("0231");
        assertThat(ids(Keys.press(view, 'p', 4))).isEqualTo("1203");
        assertThat(ids(Keys.press(view, 'w', 4))).isEqualTo("2310");
        assertThat(ids(Keys.press(view, 'b', 4))).isEqualTo("2103");
        assertThat(ids(Keys.press(view, 'l', 4))).isEqualTo("3012");
        assertThat(ids(Keys.press(view, 'v', 4))).isEqualTo("0123");
        assertThat(Keys.press(view, 'x', 4)).isEqualTo(view);
    }

    @Test
    void scrollingEndsWithTheLastRow() {
        View view = window(80, 7);
        assertThat(Keys.press(view, Keys.UP, 4).first()).isZero();
        assertThat(Keys.press(view, Keys.PAGE_DOWN, 4).first()).isEqualTo(2);
        assertThat(Keys.press(Keys.press(view, Keys.PAGE_DOWN, 4), Keys.DOWN, 4).first())
                .isEqualTo(2);
        assertThat(Keys.press(view.from(40), Keys.UP, 4).first()).isEqualTo(1);
    }

    @Test
    void colouredLinesSayTheSame() {
        View view = window(80, 24);
        View coloured = new View(80, 24, false, SortKey.CELL, false, 0, true, "");
        List<String> painted = Table.lines(Snapshots.some().read(), coloured);
        assertThat(painted.get(5)).contains("[\u001b[31m||||||||||\u001b[0m]");
        assertThat(painted.stream().map(line -> line.replaceAll("\u001b\\[[0-9]+m", "")))
                .containsExactlyElementsOf(Table.lines(Snapshots.some().read(), view));
        assertThat(Table.lines(Snapshots.some().read(), view)).noneMatch(line -> line.indexOf('\u001b') >= 0);
    }

    @Test
    void theLastTableStaysWhenTheServerIsGone() {
        List<String> lines = Table.lines(Snapshots.some().read(), window(80, 24).withStatus("no statistics"));
        assertThat(lines.getFirst()).isEqualTo("mitosis: no statistics");
        assertThat(lines.get(5)).contains("/workloads/web");
        assertThat(Table.lines(null, window(80, 3)).getFirst()).isEqualTo("mitosis: waiting for the first snapshot");
    }

    private static View window(int width, int height) {
        return new View(width, height, false, SortKey.CELL, false, 0, false, "");
    }

    private static String plain(Snapshots snapshots, int width) {
        return Table.lines(snapshots.read(), window(width, 0)).stream()
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }

    private static String ids(View view) {
        return Table.lines(Snapshots.some().read(), view).subList(4, 8).stream()
                .map(line -> line.substring(3, 4))
                .collect(Collectors.joining());
    }
}
