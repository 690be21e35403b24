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

    /** With the mark by its name as text: a new name of the class has to reach the script. */
    @Test
    void readsAReportAsSurefireWritesIt() throws IOException {
        Files.writeString(reports.resolve("TEST-io.mitosis.cells.CoreVmIT.xml"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="io.mitosis.cells.CoreVmIT" \
                time="95.611" tests="2" errors="0" skipped="0" failures="1" flakes="0">
                  <properties>
                    <property name="java.specification.version" value="25"/>
                  </properties>
                  <testcase name="starts" classname="io.mitosis.cells.CoreVmIT" time="12.107"/>
                  <testcase name="ends" classname="io.mitosis.cells.CoreVmIT" time="61.43">
                    <failure message="QEMU has ended the VM: &quot;Oops: int3: &quot; \
                in target/vm/CoreVmIT.fault-1.log" type="io.mitosis.vm.EmulatorFault">\
                <![CDATA[io.mitosis.vm.EmulatorFault: \
                QEMU has ended the VM: "Oops: int3: " in target/vm/CoreVmIT.fault-1.log
                	at io.mitosis.vm.EmulatorFault.throwIfSeenIn(EmulatorFault.java:30)
                Caused by: java.lang.AssertionError: waited 60 s in vain for cat /proc/self/cgroup to end
                out:\s
                err:\s
                	at io.mitosis.vm.GuestProcess.get(GuestProcess.java:143)
                ]]></failure>
                    <system-out><![CDATA[The end of target/vm/CoreVmIT.fault-1.log after ends():
                [   61.310442] Oops: int3: 0000 [#1] SMP
                ]]></system-out>
                  </testcase>
                </testsuite>
                """);

        assertThat(decide()).isEqualTo(new Decision(0, "io.mitosis.cells.CoreVmIT"));
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
