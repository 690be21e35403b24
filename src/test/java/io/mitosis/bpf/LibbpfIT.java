// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each case needs a JVM of its own: a process loads libbpf once. */
class LibbpfIT {
    /** The program that the JVM of a test case runs. */
    static final class Load {
        private Load() {}

        public static void main(String[] arguments) {
            try {
                Libbpf.load();
                Libbpf.load();
                System.out.println("loaded");
            } catch (RuntimeException failed) {
                System.out.println(failed.getClass().getSimpleName() + ": " + failed.getMessage());
            }
        }
    }

    @Test
    void loadsTheFileThatTheProperyNames() throws Exception {
        assertThat(load(System.getProperty("mitosis.libbpf", ""))).isEqualTo("loaded");
    }

    @Test
    void saysWhatToInstallWhereThereIsNone(@TempDir Path directory) throws Exception {
        Path missing = directory.resolve("libbpf.so.1");

        assertThat(load(missing.toString()))
                .isEqualTo("UnsupportedMachineException: cannot load " + missing + ": install libbpf 1.4 or later");
    }

    @Test
    void refusesAnOldOne(@TempDir Path directory) throws Exception {
        Path source = directory.resolve("old.c");
        Files.writeString(source, "int libbpf_major_version() {return 1;} int libbpf_minor_version() {return 3;}");
        Path library = directory.resolve("libbpf.so.1");
        run(List.of("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString()));

        assertThat(load(library.toString()))
                .isEqualTo("UnsupportedMachineException: libbpf 1.3 is too old: 1.4 or later is needed");
    }

    private static String load(String file) throws IOException, InterruptedException {
        return run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dmitosis.libbpf=" + file,
                "-cp",
                System.getProperty("java.class.path"),
                Load.class.getName()));
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output.strip();
    }
}
