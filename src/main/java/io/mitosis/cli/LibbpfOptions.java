// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.config.LibbpfSettings;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Options that are passed to libbpf. */
final class LibbpfOptions {
    static final Option<Boolean> RELAXED_MAPS =
            Option.flag("relaxed-maps", "Accept map definitions that this libbpf does not know. Default: off");
    static final Option<String> PIN_ROOT_PATH =
            Option.of("pin-root-path", "DIR", "", text -> text, "The directory for maps that are pinned by name.");
    static final Option<String> KCONFIG = Option.of(
            "kconfig",
            "FILE",
            "",
            text -> of(text, SmallTextFile::read),
            "A file of lines (CONFIG_X=y) that override the kernel's configuration.");
    static final Option<String> BTF_CUSTOM_PATH = Option.of(
            "btf-custom-path",
            "FILE",
            "",
            text -> of(text, LibbpfOptions::readable),
            "The file of the kernel's BTF, if not the kernel's own.");
    static final Option<String> BPF_TOKEN_PATH = Option.of(
            "bpf-token-path", "PATH", "", text -> text, "A BPF file system that delegates rights. Needs libbpf 1.5.");

    static final List<Option<?>> ALL = List.of(RELAXED_MAPS, PIN_ROOT_PATH, KCONFIG, BTF_CUSTOM_PATH, BPF_TOKEN_PATH);

    private LibbpfOptions() {}

    static LibbpfSettings settings(OptionValues values) {
        return new LibbpfSettings(
                values.get(RELAXED_MAPS),
                values.get(PIN_ROOT_PATH),
                values.get(KCONFIG),
                values.get(BTF_CUSTOM_PATH),
                values.get(BPF_TOKEN_PATH));
    }

    /** It is libbpf's to read, and has megabytes. */
    private static String readable(Path file) throws IOException {
        SmallTextFile.open(file).close();
        return file.toString();
    }

    /** Returns what is made of a file that is named; nothing if none is. */
    private static String of(String file, Reading reading) {
        try {
            return file.isEmpty() ? "" : reading.read(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new IllegalArgumentException("cannot read " + file + ": " + SmallTextFile.reason(e), e);
        }
    }

    /** Makes a value of the contents of a file. */
    private interface Reading {
        String read(Path file) throws IOException;
    }
}
