// SPDX-License-Identifier: Apache-2.0
package io.mitosis.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuMaskTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|0",
                "0-3|0-3",
                "0,1,2,3|0-3",
                "3,0-1|0-1,3",
                "0-7,16|0-7,16",
                "2-2|2",
                "1-5,3-8|1-8",
                "8191|8191",
                "''|none",
                "none|none",
                "'  '|none"
            })
    void readsCpulistsAndWritesThemAsTheKernelDoes(String text, String canonical) {
        assertThat(CpuMask.parse(text)).hasToString(canonical);
    }

    @Test
    void theNewlineOfASysfsFileIsNoPartOfTheList() {
        assertThat(CpuMask.parse("0-3\n")).isEqualTo(CpuMask.range(0, 3));
        assertThat(CpuMask.parse("\n")).isEqualTo(CpuMask.none());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", "1-", "-1", "3-1", "1--2", "1-2-3", "8192", "99999999999", "+1", "0x1", "1 - 2", "0-31:2/8"
            })
    void namesTheBadPart(String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CpuMask.parse("0," + part + ",5"))
                .withMessage("bad part \"" + part + "\" in the CPU list \"0," + part + ",5\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "1,", ",1", "1,,2"})
    void anEmptyPartIsBad(String list) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CpuMask.parse(list))
                .withMessage("bad part \"\" in the CPU list \"" + list + "\"");
    }

    @Test
    void numbersOutsideTheLimitsAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CpuMask.of(-1)).withMessage("CPU -1 is outside 0-8191");
        assertThatIllegalArgumentException().isThrownBy(() -> CpuMask.of(8192));
        assertThatIllegalArgumentException().isThrownBy(() -> CpuMask.range(3, 2));
        assertThat(CpuMask.of(3).contains(-1)).isFalse();
    }

    @Test
    void onlyAMaskWithACpuHasAFirstOne() {
        assertThat(CpuMask.of(9, 4).first()).isEqualTo(4);
        assertThatIllegalStateException().isThrownBy(() -> CpuMask.none().first());
    }

    @Property
    void behavesAsASetOfNumbers(@ForAll("cpus") Set<Integer> a, @ForAll("cpus") Set<Integer> b) {
        CpuMask left = mask(a);
        CpuMask right = mask(b);
        Set<Integer> and = new TreeSet<>(a);
        and.retainAll(b);
        Set<Integer> or = new TreeSet<>(a);
        or.addAll(b);
        Set<Integer> andNot = new TreeSet<>(a);
        andNot.removeAll(b);

        assertThat(numbers(left.and(right))).isEqualTo(and);
        assertThat(numbers(left.or(right))).isEqualTo(or);
        assertThat(numbers(left.andNot(right))).isEqualTo(andNot);
        assertThat(left.intersects(right)).isEqualTo(!and.isEmpty());
        assertThat(left.containsAll(right)).isEqualTo(a.containsAll(b));
        assertThat(left.count()).isEqualTo(a.size());
        assertThat(left.isEmpty()).isEqualTo(a.isEmpty());
        assertThat(left.equals(right)).isEqualTo(a.equals(b));
        assertThat(numbers(left)).as("operations leave their operands alone").isEqualTo(new TreeSet<>(a));
    }

    @Property
    void textAndMaskSayTheSame(@ForAll("cpus") Set<Integer> cpus) {
        CpuMask mask = mask(cpus);
        assertThat(CpuMask.parse(mask.toString())).isEqualTo(mask).hasSameHashCodeAs(mask);
    }

    @Property
    void wordsHoldTheCpusFromTheLowestBitUp(@ForAll("cpus") Set<Integer> cpus) {
        long[] words = mask(cpus).toLongArray();
        for (int cpu = 0; cpu <= 300; cpu++) {
            boolean bit = cpu / 64 < words.length && (words[cpu / 64] >>> cpu % 64 & 1) == 1;
            assertThat(bit).isEqualTo(cpus.contains(cpu));
        }
    }

    @Provide
    Arbitrary<Set<Integer>> cpus() {
        return Arbitraries.integers().between(0, 300).set().ofMaxSize(40);
    }

    private static CpuMask mask(Set<Integer> cpus) {
        return CpuMask.of(cpus.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Set<Integer> numbers(CpuMask mask) {
        return mask.stream().boxed().collect(Collectors.toCollection(TreeSet::new));
    }
}
