// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux.sysfs;

import io.mitosis.text.Printable;
import io.mitosis.topology.CpuMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads one-line files of sysfs. A missing file is a fact about the machine, not an error. */
final class SysfsFile {
    private SysfsFile() {}

    static Optional<String> text(Path file) throws IOException {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static OptionalInt number(Path file) throws IOException {
        Optional<String> text = text(file);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text.get()));
        } catch (NumberFormatException e) {
            throw new IOException(file + ": " + Printable.quoted(text.get()) + " is no number", e);
        }
    }

    /** Reads the CPU list in a file that must exist. */
    static CpuMask cpus(Path file) throws IOException {
        String text = text(file).orElseThrow(() -> new NoSuchFileException(file.toString()));
        try {
            return CpuMask.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }
}
