// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The symbols of the running kernel, from {@code /proc/kallsyms}. The kernel finds the address of a variable there,
 * whose type alone is in its BTF; without {@code CONFIG_KALLSYMS_ALL} it has functions only.
 */
public final class KernelSymbols {
    private static final Path FILE = Path.of("/proc/kallsyms");

    private KernelSymbols() {}

    /** Returns whether the running kernel itself, modules aside, has a symbol. This takes a tenth of a second. */
    public static boolean has(String name) {
        return has(name, FILE);
    }

    static boolean has(String name, Path file) {
        // ISO-8859-1 decodes any byte, and costs least.
        try (BufferedReader symbols = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String end = " " + name;
            return symbols.lines().anyMatch(line -> line.endsWith(end));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
