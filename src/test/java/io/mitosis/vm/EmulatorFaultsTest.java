// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/lib/emulator.sh}: which classes run again after which reports. */
class EmulatorFaultsTest {
    private static final String FAULT = failure(EmulatorFault.class.getName());
    private static final String OTHER = failure("java.lang.AssertionError");
    private static final String PASSED = "";

    private record Decision(int exit, String classes) {}

    private static final Decision NO = new Decision(1, "");

    @TempDir
    private Path reports;

    @BeforeEach
    void summary() throws IOException {
        writeSummary("false", "<failureMessage xsi:nil=\"true\"/>");
    }

    @Test
    void classesWithNothingButTheMarkRunAgain() throws IOException {
        report("io.mitosis.cells.CoreVmIT", PASSED, FAULT, FAULT);
        report("io.mitosis.cells.StatsVmIT", PASSED);
        report("io.mitosis.vm.VmSmokeVmIT", FAULT);

        assertThat(decide()).isEqualTo(new Decision(0, "io.mitosis.cells.CoreVmIT,io.mitosis.vm.VmSmokeVmIT"));
    }

    @Test
    void nothingRunsAgainBesideAnotherFailureOfTheClass() throws IOException {
        report("io.mitosis.cells.CoreVmIT", FAULT, OTHER);

        assertThat(decide()).isEqualTo(NO);
    }

    @Test
    void nothingRunsAgainBesideAnotherFailureOfAnotherClass() throws IOException {
        report("io.mitosis.cells.CoreVmIT", FAULT);
        report("io.mitosis.bpf.LibbpfIT", failure("java.io.IOException").replace("failure", "error"));

        assertThat(decide()).isEqualTo(NO);
    }

    @Test
    void aMessageThatQuotesTheMarkIsNone() throws IOException {
        String quoted = "type=&quot;" + EmulatorFault.class.getName() + "&quot;";
        report("io.mitosis.cells.CoreVmIT", OTHER.replace("in vain", quoted));

        assertThat(decide()).isEqualTo(NO);
    }

    @Test
    void withoutAFailureNothingRunsAgain() throws IOException {
        report("io.mitosis.cells.CoreVmIT", PASSED);

        assertThat(decide()).isEqualTo(NO);
    }

    @Test
    void withoutReportsNothingRunsAgain() throws IOException {
        assertThat(decide()).isEqualTo(NO);
    }

    @Test
    void nothingRunsAgainAfterARunThatWasBrokenOff() throws IOException {
        report("io.mitosis.cells.CoreVmIT", FAULT);
        writeSummary("false", "<failureMessage>The forked VM terminated without saying goodbye</failureMessage>");

        assertThat(decide()).isEqualTo(NO);
    }

    @Test
    void nothingRunsAgainAfterARunThatTookTooLong() throws IOException {
        report("io.mitosis.cells.CoreVmIT", FAULT);
        writeSummary("true", "<failureMessage xsi:nil=\"true\"/>");

        assertThat(decide()).isEqualTo(NO);
    }

    private static String failure(String type) {
        return "    <failure message=\"waited&#10;in vain\" type=\"" + type + "\"><![CDATA[" + type
                + ": waited\n\tat io.mitosis]]></failure>\n";
    }

    private void report(String name, String... failures) throws IOException {
        StringBuilder xml = new StringBuilder("<testsuite name=\"" + name + "\">\n");
        for (String failure : failures) {
            xml.append("  <testcase name=\"test\" classname=\"").append(name).append("\">\n");
            xml.append(failure);
            xml.append("    <system-out><![CDATA[a line]]></system-out>\n  </testcase>\n");
        }
        Files.writeString(reports.resolve("TEST-" + name + ".xml"), xml.append("</testsuite>\n"));
    }

    private void writeSummary(String timeout, String message) throws IOException {
        Files.writeString(
                reports.resolve("vm.xml"),
                "<failsafe-summary result=\"255\" timeout=\"" + timeout + "\">\n    " + message
                        + "\n</failsafe-summary>\n");
    }

    private Decision decide() throws IOException {
        Process script = new ProcessBuilder(
                        "bash", "-c", ". scripts/lib/emulator.sh && emulator_faults \"$0\"", reports.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return new Decision(script.waitFor(), out.strip());
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
