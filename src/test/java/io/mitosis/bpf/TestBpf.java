// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Compiles the tests' own BPF programs, {@code src/test/bpf/NAME.bpf.c}, each once. */
final class TestBpf {
    private static final List<String> COMPILERS =
            List.of("clang", "clang-22", "clang-21", "clang-20", "clang-19", "clang-18", "clang-17", "clang-16");
    private static final Map<String, byte[]> IMAGES = new ConcurrentHashMap<>();

    private TestBpf() {}

    /** {@return the object file of a program} */
    static byte[] image(String name) {
        return IMAGES.computeIfAbsent(name, TestBpf::compile).clone();
    }

    private static byte[] compile(String name) {
        try {
            Path source = Path.of("src/test/bpf", name + ".bpf.c").toAbsolutePath();
            Path object = Files.createTempFile(name, ".bpf.o");
            try {
                run(List.of(
                        compiler(),
                        "-target",
                        "bpf",
                        "-mcpu=v3",
                        "-g",
                        "-O2",
                        "-Wall",
                        "-Werror",
                        headers(),
                        "-c",
                        source.toString(),
                        "-o",
                        object.toString()));
                return Files.readAllBytes(object);
            } finally {
                Files.delete(object);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + "\n" + output);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String compiler() {
        String chosen = System.getenv("CLANG");
        Optional<String> found = chosen != null
                ? Optional.of(chosen)
                : COMPILERS.stream().filter(TestBpf::isOnPath).findFirst();
        return found.orElseThrow(() -> new IllegalStateException("no clang on the PATH: run scripts/setup"));
    }

    private static boolean isOnPath(String command) {
        for (String directory : System.getenv("PATH").split(":", -1)) {
            if (Files.isExecutable(Path.of(directory, command))) {
                return true;
            }
        }
        return false;
    }

    // Where Debian keeps asm/types.h.
    private static String headers() {
        String machine = "amd64".equals(System.getProperty("os.arch")) ? "x86_64" : System.getProperty("os.arch");
        return "-I/usr/include/" + machine + "-linux-gnu";
    }
}
