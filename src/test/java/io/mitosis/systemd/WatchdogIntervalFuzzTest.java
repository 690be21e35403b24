// SPDX-License-Identifier: Apache-2.0
package io.mitosis.systemd;

import io.mitosis.fuzz.Reading;
import io.mitosis.fuzz.Texts;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any environment yields a watchdog interval or none, and no exception. */
class WatchdogIntervalFuzzTest {
    @Property(edgeCases = EdgeCasesMode.NONE)
    void interval(@ForAll("texts") String micros, @ForAll("texts") String process) {
        Reading.of(
                IllegalStateException.class,
                () -> WatchdogInterval.of(Map.of("WATCHDOG_USEC", micros, "WATCHDOG_PID", process), 1)
                        .orElse(null));
    }

    @Provide
    Arbitrary<String> texts() {
        return Texts.like(List.of("0", "1", "9", "30000000"), "30000000", "1", "999999999999999");
    }
}
