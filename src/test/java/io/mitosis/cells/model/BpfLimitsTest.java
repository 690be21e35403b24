// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Limits that Java needs without a BPF object are those of the BPF side. */
class BpfLimitsTest {
    private static final Path INTERFACE = Path.of("bpf/mitosis/intf.h");

    @Test
    void theLargestNumberOfCellsIsThatOfTheBpfSide() throws IOException {
        assertThat(AssignmentInput.MAX_CELLS).isEqualTo(limit("MAX_CELLS"));
    }

    private static int limit(String name) throws IOException {
        Matcher definition = Pattern.compile("\\b" + name + " = (\\d+),").matcher(Files.readString(INTERFACE));
        assertThat(definition.find()).as("%s is defined in %s", name, INTERFACE).isTrue();
        return Integer.parseInt(definition.group(1));
    }
}
