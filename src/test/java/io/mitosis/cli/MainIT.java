// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the distribution as a user does. */
class MainIT {
    private static final Path DISTRIBUTION = Path.of(System.getProperty("mitosis.distribution", ""));
    private static final Path LAUNCHER = DISTRIBUTION.resolve("bin/mitosis");

    @TempDir
    private Path temp;

    /** The output of a process, and its exit code. */
    record Outcome(int code, String output, String errors) {}

    @Test
    void printsItsVersionAndNothingElse() throws Exception {
        Outcome outcome = run(LAUNCHER, Map.of(), "--version");
        assertThat(outcome.output()).matches("mitosis 0\\.1\\.0 \\(build .*\\)\\R");
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.code()).isZero();
    }

    @Test
    void mistakesAreOneLineAndCode2() throws Exception {
        assertThat(run(LAUNCHER, Map.of(), "--cell-parent-cgrup", "/"))
                .isEqualTo(new Outcome(
                        2, "", "mitosis: unknown option --cell-parent-cgrup; did you mean --cell-parent-cgroup?\n"));
        assertThat(run(LAUNCHER, Map.of("MITOSIS_VIRT_LLC", "8-2"), "--cpuset-cells"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "mitosis: MITOSIS_VIRT_LLC: \"8-2\" is not MIN-MAX,"
                                + " numbers of cores such as 2-8, the smaller first\n"));
        assertThat(run(LAUNCHER, Map.of("MITOSIS_ENABLE_WORK_STEALING", "true"), "--cpuset-cells"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "mitosis: --enable-work-stealing goes with --enable-llc-awareness:"
                                + " without, a cell has one queue and there is nothing to steal\n"));
        assertThat(run(LAUNCHER, Map.of("JOURNAL_STREAM", "8:1"), "--cell-parent-cgroup", "no/such"))
                .isEqualTo(new Outcome(2, "", "<3>parent cgroup no/such does not start with /\n"));
    }

    /** The shell of a script leaves SIGINT ignored to what it starts with {@code &}. */
    @Test
    void aMonitorThatAScriptStartedEndsBySigint() throws Exception {
        String script = "mkfifo \"$1\"; \"$0\" --monitor 1 --stats-socket /no/such 2>\"$1\" & exec 3<\"$1\";"
                + " read -r line <&3; kill -INT $!; wait $!";
        Path errors = temp.resolve("errors");
        Outcome outcome = run(Path.of("/bin/sh"), Map.of(), "-c", script, LAUNCHER.toString(), errors.toString());
        assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
        Files.delete(errors);
    }

    @Test
    void startsThroughSymbolicLinksAndFromThePath() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("mitosis"), LAUNCHER.toAbsolutePath());
        Path relative = Files.createSymbolicLink(temp.resolve("again"), Path.of("mitosis"));
        assertThat(run(link, Map.of(), "-V").code()).isZero();
        assertThat(run(relative, Map.of(), "-V").code()).isZero();
        String path = temp + ":" + System.getenv("PATH");
        assertThat(run(Path.of("/usr/bin/env"), Map.of("PATH", path), "mitosis", "-V")
                        .code())
                .isZero();
        Files.delete(relative);
        Files.delete(link);
    }

    @Test
    void classesComeFromTheCache() throws Exception {
        List<String> loaded = loadedClasses(LAUNCHER);
        assertThat(loaded).as("most classes come from the cache").hasSizeGreaterThan(1000);
        assertThat(loaded.stream()
                        .filter(line -> line.contains("source: shared objects file"))
                        .count())
                .isGreaterThan(loaded.size() * 9L / 10);
        assertThat(loaded).anyMatch(line -> line.contains("io.mitosis.cli.Main source: shared objects file"));
        assertThat(loaded).anyMatch(line -> line.contains("picocli.CommandLine source: shared objects file"));
    }

    @Test
    void aCacheThatDoesNotFitIsPassedOverInSilence() throws Exception {
        Path copy = temp.resolve("copy");
        run(Path.of("/bin/cp"), Map.of(), "-a", DISTRIBUTION.toString(), copy.toString());
        assertThat(loadedClasses(copy.resolve("bin/mitosis")))
                .as("the distribution can be moved")
                .anyMatch(line -> line.contains("io.mitosis.cli.Main source: shared objects file"));

        Files.writeString(copy.resolve("lib/mitosis.aot"), "not a cache");
        Outcome outcome = run(copy.resolve("bin/mitosis"), Map.of(), "--version");
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.output()).startsWith("mitosis ");
        Files.delete(copy.resolve("lib/mitosis.aot"));
        assertThat(run(copy.resolve("bin/mitosis"), Map.of(), "--version")).isEqualTo(outcome);
    }

    /** Returns the JVM's log of loaded classes: the launcher's own command with one more option. */
    private List<String> loadedClasses(Path launcher) throws Exception {
        Path log = temp.resolve("classes.log");
        Map<String, String> options = Map.of("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
        assertThat(run(launcher, options, "--cell-exclude", "x").code()).isEqualTo(ExitCodes.USAGE);
        return Files.readAllLines(log);
    }

    private Outcome run(Path program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = temp.resolve("out");
        Path errors = temp.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("JOURNAL") || name.startsWith("JAVA"));
        builder.environment().putAll(environment);
        int code = builder.start().waitFor();
        return new Outcome(code, read(output), read(errors));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
