// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UndefinedFlagsTest {
    @Test
    void namedFlagsPassWithAndWithoutAValue() {
        OptionValues values = CommandLines.parse(
                "--foo",
                "--undefok",
                "foo,bar",
                "--bar=--x=1",
                "--baz",
                "--undefok=more",
                "--cell0-min-cpus=2",
                "--more");
        assertThat(values.undefined())
                .isEqualTo(new UndefinedFlags(List.of("--foo", "--bar=--x=1", "--more"), List.of("--baz")));
        assertThat(values.get(CellOptions.ROOT_MIN_CPUS)).isEqualTo(2);
    }

    @Test
    void knownFlagsWorkAlthoughTheyAreNamed() {
        OptionValues values = CommandLines.parse("--undefok=cell0-min-cpus", "--cell0-min-cpus=2");
        assertThat(values.undefined()).isEqualTo(new UndefinedFlags(List.of(), List.of()));
        assertThat(values.get(CellOptions.ROOT_MIN_CPUS)).isEqualTo(2);
    }

    @Test
    void onlyLongFlagsPass() {
        assertThat(CommandLines.parse("--undefok=x,foo", "-x", "foo").undefined())
                .isEqualTo(new UndefinedFlags(List.of(), List.of("-x", "foo")));
    }

    @Test
    void theEnvironmentMayNameThem() {
        assertThat(CommandLines.parse(Map.of("MITOSIS_UNDEFOK", "a,b"), "--a", "--b")
                        .undefined()
                        .ignored())
                .containsExactly("--a", "--b");
    }
}
