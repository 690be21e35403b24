// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.fuzz.Reading;
import io.mitosis.fuzz.Texts;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A document that is understood has a plan; any other is refused. */
class PlanFuzzTest {
    private static final String SMALL = """
            {"cpus": "0-3", "cells": [{"id": 0}, {"id": 1, "cpuset": "0-1,9", "weight": 2.5, "min_cpus": 2}],
             "previous": {"1": "2-3"}, "cell0_min_cpus": 1, "borrow": true, "placement": "linear"}""";
    private static final String TOPOLOGY = """
            {"cpus": "0-1", "cells": [{"id": 0, "name": "root"}, {"id": 7, "max_cpus": 3, "lend": false}],
             "topology": [{"cpu": 0, "core": 5, "llc": 4, "node": 0}, {"cpu": 1, "core": 5, "llc": 4, "node": 0}]}""";
    private static final List<String> WORDS = Texts.json(
            "\"cpus\":",
            "\"cells\":",
            "\"id\":",
            "\"previous\":",
            "\"topology\":",
            "\"0-3\"",
            "\"weight\":",
            "\"a\":",
            "255",
            "256");

    @Property(edgeCases = EdgeCasesMode.NONE)
    void document(@ForAll("documents") String text) {
        PlanResult result = Reading.of(IllegalArgumentException.class, () -> PlanResult.of(PlanDocument.parse(text)));
        if (result != null) {
            assertThat(result.toJson()).doesNotContain("\n");
        }
    }

    @Provide
    Arbitrary<String> documents() {
        return Texts.like(WORDS, SMALL, TOPOLOGY, "{\"cpus\":\"0-63\",\"cells\":[{\"id\":0},{\"id\":1}]}");
    }
}
