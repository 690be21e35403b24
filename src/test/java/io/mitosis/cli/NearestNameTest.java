// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    private static final List<String> NAMES =
            List.of("--cell-exclude", "--cell-parent-cgroup", "--exit-dump-len", "--log-level", "-V", "-h");

    @ParameterizedTest
    @CsvSource({
        "--cell-parent-cgrup, --cell-parent-cgroup",
        "--cell-parent, --cell-parent-cgroup",
        "--cel-exclud, --cell-exclude",
        "--loglevel, --log-level",
        "--exit-dump-length, --exit-dump-len",
        "--cell, --cell-exclude"
    })
    void findsWhatWasMeant(String typed, String meant) {
        assertThat(NearestName.of(typed, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--foo", "-x", "--frobnicate-everything"})
    void suggestsNothingFarFetched(String typed) {
        assertThat(NearestName.of(typed, NAMES)).isEmpty();
    }

    @Test
    void suggestsNothingFromNothing() {
        assertThat(NearestName.of("--log-level", List.of())).isEmpty();
    }
}
