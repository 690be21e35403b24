// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.cgroup.ParentCgroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's answer, on any machine, when the scheduler cannot start: one line and the exit code. */
class StartRefusalIT {
    /** A BTF file that knows no type: as little of sched_ext as a kernel without it has. */
    private static final byte[] EMPTY_BTF = {
        (byte) 0x9f, (byte) 0xeb, 1, 0, 24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0
    };

    private static final Path HIERARCHY = ParentCgroup.resolve("/").hierarchyRoot();

    private record Answer(int exit, String out, String err) {}

    @TempDir
    private Path directory;

    @Test
    void parentCanNeverBe() {
        String tooLong = "/" + "a".repeat(256);
        assertRefused(
                2,
                "mitosis: parent cgroup " + tooLong + " has a name that no cgroup can have",
                mitosis("--cell-parent-cgroup", tooLong));
    }

    @Test
    void parentIsAFile() {
        Path file = HIERARCHY.resolve("cgroup.procs");
        assertRefused(
                2,
                "mitosis: parent cgroup " + file + " is not a directory",
                mitosis("--cell-parent-cgroup", file.toString()));
    }

    @Test
    void parentIsNotOnCgroup2() {
        assertRefused(
                2,
                "mitosis: parent cgroup " + directory + " is not on a cgroup2 file system",
                mitosis("--cell-parent-cgroup", directory.toString()));
    }

    @Test
    void parentIsNotNamed() {
        assertRefused(
                2,
                "mitosis: --cell-parent-cgroup or --cpuset-cells is required: say which cgroups are the cells",
                mitosis());
    }

    @Test
    void optionIsUnknown() {
        assertRefused(
                2,
                "mitosis: unknown option --cell-parent-cgrop; did you mean --cell-parent-cgroup?",
                mitosis("--cell-parent-cgrop", "/"));
    }

    /** The distribution is mounted where everybody may go: it may lie below a directory that is root's alone. */
    @Test
    void userIsNotRoot() {
        String mount = "mount --bind \"$0\" /mnt && exec setpriv --reuid=65534 --regid=65534 --clear-groups"
                + " /mnt/bin/mitosis --cell-parent-cgroup /";
        assertRefusedInTheLog(
                "no permission to load a scheduler: run as root, or with CAP_BPF and CAP_PERFMON",
                run("unshare", "--mount", "sh", "-c", mount, distribution().toString()));
    }

    /** Hides this machine's sched_ext from the process, so that nothing can be attached by mistake. */
    @Test
    void kernelHasNoSchedExt() throws IOException {
        Path btf = Files.write(directory.resolve("vmlinux"), EMPTY_BTF);
        String mount = "mount --bind \"$0\" /sys/kernel/btf/vmlinux && exec \"$@\" --cell-parent-cgroup /";
        assertRefusedInTheLog(
                "this kernel has no (recent enough) sched_ext: Linux 6.13 or later with CONFIG_SCHED_CLASS_EXT is needed",
                run("unshare", "--mount", "sh", "-c", mount, btf.toString(), launcher()));
    }

    @Test
    void tooFewOpenFilesAreAllowed() {
        assertRefused(
                3,
                "mitosis: only 16 open files are allowed (ulimit -n): at least 256 are needed",
                run("sh", "-c", "ulimit -n 16 && exec \"$0\" --cell-parent-cgroup /", launcher()));
    }

    private static void assertRefused(int exit, String line, Answer answer) {
        assertThat(answer).isEqualTo(new Answer(exit, "", line + "\n"));
    }

    /** That the machine cannot run it is logged, with the time, and needs no more than the line. */
    private static void assertRefusedInTheLog(String line, Answer answer) {
        assertThat(answer.err()).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ERROR " + Pattern.quote(line) + "\n");
        assertThat(answer.exit()).isEqualTo(3);
        assertThat(answer.out()).isEmpty();
    }

    private static Answer mitosis(String... options) {
        return run(Stream.concat(Stream.of(launcher()), Stream.of(options)).toArray(String[]::new));
    }

    private static String launcher() {
        return distribution().resolve("bin/mitosis").toString();
    }

    private static Path distribution() {
        return Path.of(System.getProperty("mitosis.distribution")).toAbsolutePath();
    }

    private static Answer run(String... command) {
        try {
            Path out = Files.createTempFile("mitosis", ".out");
            Path err = Files.createTempFile("mitosis", ".err");
            ProcessBuilder process = new ProcessBuilder(List.of(command))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            // The tests may be run by a service of systemd, the answers are those for people.
            process.environment().remove("JOURNAL_STREAM");
            int exit = process.start().waitFor();
            Answer answer = new Answer(exit, read(out), read(err));
            Files.delete(out);
            Files.delete(err);
            return answer;
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError("cannot run " + String.join(" ", command), failure);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
