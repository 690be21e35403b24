// SPDX-License-Identifier: Apache-2.0
package io.mitosis.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualLlcsTest {
    @ParameterizedTest
    @CsvSource({
        "8, 2, 8, '2 2 2 2'",
        "9, 2, 8, '3 3 3'",
        "11, 2, 8, '2 2 2 2 3'",
        "7, 2, 8, '7'",
        "7, 2, 6, '2 2 3'",
        "11, 4, 6, '5 6'",
        "13, 5, 8, '6 7'",
        "1, 2, 8, '1'",
        "3, 4, 8, '3'",
        "3, 1, 1, '1 1 1'",
        "5, 3, 8, '5'",
        "5, 3, 4, '5'",
        "6, 3, 2147483647, '3 3'"
    })
    void aCacheIsSplitIntoGroupsOfOneSize(int cores, int min, int max, String sizes) {
        Topology split = new VirtualLlcs(min, max).split(machine(cores, 1, false, new int[cores]));
        assertThat(sizes(split)).hasToString(sizes);
    }

    @Test
    void siblingsStayTogetherAndCachesApart() {
        // Two caches of three cores each; the second siblings come after all the first ones.
        Topology split = new VirtualLlcs(1, 2).split(machine(6, 2, true, new int[] {0, 0, 0, 1, 1, 1}));
        assertThat(split.cpus().stream().map(Cpu::llc)).containsExactly(0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
        split = new VirtualLlcs(2, 2).split(machine(6, 2, true, new int[] {0, 0, 0, 1, 1, 1}));
        assertThat(split.cpus().stream().map(Cpu::llc)).containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1);
    }

    @Test
    void groupsAreNumberedInTheOrderOfTheirLowestCpus() {
        Topology split = new VirtualLlcs(2, 2).split(machine(8, 1, false, new int[] {0, 1, 0, 1, 0, 1, 0, 1}));
        assertThat(split.cpus().stream().map(Cpu::llc)).containsExactly(0, 1, 0, 1, 2, 3, 2, 3);
    }

    @Test
    void refusesSizesThatNoGroupHas() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VirtualLlcs(0, 2))
                .withMessage("groups of 0 to 2 cores");
        assertThatIllegalArgumentException().isThrownBy(() -> new VirtualLlcs(3, 2));
    }

    @Property
    void theSizeIsTheSmallestThatLeavesTheFewestOver(
            @ForAll @IntRange(min = 1, max = 128) int cores,
            @ForAll @IntRange(min = 1, max = 40) int min,
            @ForAll @IntRange(min = 0, max = 40) int more) {
        int size = new VirtualLlcs(min, min + more).groupSize(cores);
        assertThat(size).isBetween(min, min + more);
        for (int other = min; other <= min + more; other++) {
            if (other < size) {
                assertThat(cores % other).isGreaterThan(cores % size);
            } else if (other <= cores) {
                assertThat(cores % other).isGreaterThanOrEqualTo(cores % size);
            }
        }
    }

    @Property(tries = 300)
    void everyGroupIsOfOneCacheAndOfTheSizeAskedForButTheLast(
            @ForAll("machines") Topology machine,
            @ForAll @IntRange(min = 1, max = 10) int min,
            @ForAll @IntRange(min = 0, max = 10) int more) {
        VirtualLlcs virtual = new VirtualLlcs(min, min + more);

        Topology split = virtual.split(machine);

        assertThat(split.usable()).isEqualTo(machine.usable());
        assertThat(split.possibleCpus()).isEqualTo(machine.possibleCpus());
        Map<Integer, List<Integer>> sizes = new TreeMap<>();
        cores(split).forEach((group, cores) -> {
            Collection<Integer> caches = new HashSet<>();
            for (Cpu cpu : machine.cpus()) {
                if (cores.contains(cpu.core())) {
                    caches.add(cpu.llc());
                }
            }
            assertThat(caches).hasSize(1);
            sizes.computeIfAbsent(caches.iterator().next(), unseen -> new ArrayList<>())
                    .add(cores.size());
        });
        cores(machine).forEach((llc, cores) -> {
            List<Integer> groups = sizes.getOrDefault(llc, List.of());
            int size = virtual.groupSize(cores.size());
            assertThat(groups).hasSize(Math.max(1, cores.size() / size));
            assertThat(groups.subList(0, groups.size() - 1)).allMatch(each -> each == size);
            assertThat(groups.getLast()).isLessThan(2 * size);
            assertThat(groups.stream().mapToInt(each -> each).sum()).isEqualTo(cores.size());
        });
    }

    @Property(tries = 300)
    void groupsAreNeighboursAndNumberedWithoutGaps(@ForAll("machines") Topology machine) {
        Topology split = VirtualLlcs.DEFAULT.split(machine);
        Map<Integer, NavigableSet<Integer>> groups = cores(split);
        Map<Integer, NavigableSet<Integer>> caches = cores(machine);
        int expected = 0;
        for (int group : split.cpus().stream().map(Cpu::llc).distinct().toList()) {
            assertThat(group).isEqualTo(expected++);
        }
        groups.values().forEach(cores -> {
            for (NavigableSet<Integer> cache : caches.values()) {
                if (cache.contains(cores.first())) {
                    assertThat(cores).isEqualTo(cache.subSet(cores.first(), true, cores.last(), true));
                }
            }
        });
    }

    /** Up to 64 cores with one or two CPUs each, on up to four caches at random. */
    @Provide
    Arbitrary<Topology> machines() {
        return Arbitraries.randoms().map(VirtualLlcsTest::machine);
    }

    private static Topology machine(Random random) {
        int[] llcs = new int[1 + random.nextInt(64)];
        Map<Integer, Integer> numbers = new TreeMap<>();
        for (int core = 0; core < llcs.length; core++) {
            int llc = random.nextInt(4);
            int number = numbers.size();
            llcs[core] = numbers.computeIfAbsent(llc, unseen -> number);
        }
        return machine(llcs.length, 1 + random.nextInt(2), random.nextBoolean(), llcs);
    }

    /** Returns a machine with the cache of each core as given, and its siblings apart or side by side. */
    private static Topology machine(int cores, int smt, boolean apart, int[] llcs) {
        List<Cpu> cpus = new ArrayList<>();
        for (int cpu = 0; cpu < cores * smt; cpu++) {
            int core = apart ? cpu % cores : cpu / smt;
            cpus.add(new Cpu(cpu, core, llcs[core], 0));
        }
        return new Topology(cpus.size(), cpus);
    }

    private static Map<Integer, NavigableSet<Integer>> cores(Topology machine) {
        Map<Integer, NavigableSet<Integer>> cores = new TreeMap<>();
        machine.cpus()
                .forEach(cpu -> cores.computeIfAbsent(cpu.llc(), unseen -> new TreeSet<>())
                        .add(cpu.core()));
        return cores;
    }

    private static String sizes(Topology machine) {
        List<String> sizes = new ArrayList<>();
        cores(machine).values().forEach(cores -> sizes.add(String.valueOf(cores.size())));
        return String.join(" ", sizes);
    }
}
