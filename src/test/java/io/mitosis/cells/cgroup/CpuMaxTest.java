// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuMaxTest {
    @ParameterizedTest
    @CsvSource({
        "20000 100000, 1",
        "100000 100000, 1",
        "100001 100000, 2",
        "250000 100000, 3",
        "1000 1000000, 1",
        "400000 50000, 8",
        "'20000 100000\n', 1",
        "999999999999999999 1, 2147483647"
    })
    void aLimitIsWorthCpusRoundedUp(String text, int cpus) {
        assertThat(CpuMax.parse(text).isLimit()).isTrue();
        assertThat(CpuMax.parse(text).cpus()).isEqualTo(cpus);
    }

    @Test
    void maxIsNoLimit() {
        assertThat(CpuMax.parse("max 100000").isLimit()).isFalse();
        assertThat(CpuMax.parse("max 100000").cpus()).isEqualTo(Integer.MAX_VALUE);
        assertThat(CpuMax.parse("max 999999999999999999").cpus()).isEqualTo(Integer.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "max",
                "20000",
                "20000 max",
                "max max",
                "0 100000",
                "20000 0",
                "-1 100000",
                "20000  100000",
                "20000 100000 0",
                "2e4 100000",
                "20000.5 100000",
                "99999999999999999999 100000",
                "٢ ١"
            })
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CpuMax.parse(text))
                .withMessage("not a quota and a period");
    }
}
