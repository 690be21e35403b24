// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.fuzz.Reading;
import io.mitosis.fuzz.Texts;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** An address is understood as it is written, or refused. */
class ListenAddressFuzzTest {
    @Property(edgeCases = EdgeCasesMode.NONE)
    void address(@ForAll("addresses") String text) {
        ListenAddress address = Reading.of(IllegalArgumentException.class, () -> ListenAddress.parse(text));
        if (address != null) {
            assertThat(ListenAddress.parse(address.toString())).isEqualTo(address);
        }
    }

    @Provide
    Arbitrary<String> addresses() {
        return Texts.like(
                List.of("[", "]", ":", "::", ".", "1", "9100", "65536", "localhost", "127.0.0.1", "%eth0"),
                "localhost:9100",
                "[::1]:9100",
                "127.0.0.1:1");
    }
}
