// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.model.CellTerms;
import io.mitosis.cells.model.CpuBounds;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyAttributesTest {
    private static final int CPUS = 64;
    // More than any attribute can set.
    private static final double UNSET = 20_000;
    private static final CellTerms NONE = CellTerms.DEFAULT.withWeight(UNSET);

    private final List<String> problems = new ArrayList<>();

    @Property
    void understandsWhatIsRight(
            @ForAll @BigRange(min = "0.001", max = "10000") @Scale(3) BigDecimal weight,
            @ForAll @IntRange(min = 1, max = CPUS) int min,
            @ForAll @IntRange(min = 1) int max,
            @ForAll boolean borrow,
            @ForAll boolean lend) {
        problems.clear();
        Map<String, String> values = Map.of(
                "weight",
                weight.toPlainString(),
                "min_cpus",
                " " + Math.min(min, max) + "\n",
                "max_cpus",
                String.valueOf(Math.max(min, max)),
                "borrow",
                borrow ? "yes" : "no",
                "lend",
                lend ? "yes" : "no");
        CpuBounds bounds = new CpuBounds(Math.min(min, max), Math.max(min, max));
        assertThat(parse(values)).isEqualTo(new CellTerms(null, weight.doubleValue(), bounds, borrow, lend, false));
        assertThat(problems).isEmpty();
    }

    @Property
    void anythingElseIsIgnoredAndSaid(@ForAll @StringLength(max = 4) @CharRange(from = ' ', to = '~') String value) {
        problems.clear();
        CellTerms terms = parse(Map.of("weight", value, "max_cpus", value, "lend", value));
        int good = (terms.weight() == UNSET ? 0 : 1)
                + (terms.bounds().equals(CpuBounds.NONE) ? 0 : 1)
                + (value.strip().equals("yes") || value.strip().equals("no") ? 1 : 0);
        assertThat(problems).hasSize(3 - good).allMatch(line -> line.startsWith("cgroup /cg/web has user.mitosis."));
        assertThat(terms.weight()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "weight, 0", "weight, -1", "weight, NaN", "weight, Infinity", "weight, 1e3", "weight, 0x1p3", "weight, 2d",
        "weight, 1.2.3", "weight, .", "weight, ''", "weight, 1_0", "min_cpus, 0", "min_cpus, 1.5", "min_cpus, -2",
        "max_cpus, 0", "max_cpus, 99999999999", "borrow, Yes", "borrow, true", "lend, 1", "lend, ''"
    })
    void namesCgroupAttributeAndValue(String name, String value) {
        assertThat(parse(Map.of(name, value))).isEqualTo(NONE);
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("cgroup /cg/web has user.mitosis." + name + "=\"" + value + "\", which is ignored: ");
    }

    @Test
    void aMinimumOverTheMaximumTakesBothAway() {
        assertThat(parse(Map.of("min_cpus", "4", "max_cpus", "2", "lend", "no")))
                .isEqualTo(NONE.withLends(false));
        assertThat(problems)
                .containsExactly("cgroup /cg/web has user.mitosis.min_cpus=\"4\", which is ignored: more than"
                        + " user.mitosis.max_cpus=2, which is ignored too");
    }

    @ParameterizedTest
    @CsvSource({
        "weight, 1000000, 10000, weights go from 0.001 to 10000",
        "weight, 0.0001, 0.001, weights go from 0.001 to 10000",
        "min_cpus, 65, 64, the machine has no more CPUs"
    })
    void whatIsBeyondTheLimitsCountsAsTheLimitAndIsSaid(String name, String value, String counts, String why) {
        assertThat(parse(Map.of(name, value))).isEqualTo(parse(Map.of(name, counts)));
        assertThat(problems)
                .containsExactly("cgroup /cg/web has user.mitosis." + name + "=\"" + value + "\", which counts as "
                        + counts + ": " + why);
    }

    @Test
    void aLongValueIsCutAndShowsNoControlCharacters() {
        parse(Map.of("weight", "\u001b[2J" + "9".repeat(1000)));
        assertThat(problems)
                .singleElement()
                .asString()
                .contains("=\"?[2J999")
                .contains("9…\",")
                .hasSizeLessThan(200);
    }

    private CellTerms parse(Map<String, String> values) {
        return PolicyAttributes.apply(NONE, Path.of("/cg/web"), values, CPUS, problems);
    }
}
