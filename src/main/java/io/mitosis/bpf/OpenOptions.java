// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.mitosis.bpf.libbpf.bpf_object_open_opts;
import io.mitosis.config.LibbpfSettings;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Builds {@code struct bpf_object_open_opts}, libbpf's options for opening a BPF object. */
final class OpenOptions {
    // The structure starts with its own size and the object's name; usually nothing else is set.
    static final long NAME = 8;
    static final long SHORT_SIZE = 16;

    private OpenOptions() {}

    /** Returns the structure, which is valid as long as the arena. */
    static MemorySegment of(LibbpfSettings settings, String object, Arena arena) {
        if (settings.equals(LibbpfSettings.DEFAULT)) {
            // Loading the generated class of the whole structure would add some milliseconds to a start.
            MemorySegment options = arena.allocate(SHORT_SIZE, Long.BYTES);
            options.set(JAVA_LONG, 0, SHORT_SIZE);
            options.set(JAVA_LONG, NAME, arena.allocateFrom(object).address());
            return options;
        }
        MemorySegment options = bpf_object_open_opts.allocate(arena);
        bpf_object_open_opts.sz(options, bpf_object_open_opts.sizeof());
        bpf_object_open_opts.object_name(options, arena.allocateFrom(object));
        bpf_object_open_opts.relaxed_maps(options, settings.relaxedMaps());
        bpf_object_open_opts.pin_root_path(options, text(settings.pinRootPath(), arena));
        bpf_object_open_opts.kconfig(options, text(settings.kconfig(), arena));
        bpf_object_open_opts.btf_custom_path(options, text(settings.btfCustomPath(), arena));
        bpf_object_open_opts.bpf_token_path(options, text(settings.bpfTokenPath(), arena));
        return options;
    }

    private static MemorySegment text(String text, Arena arena) {
        return text.isEmpty() ? MemorySegment.NULL : arena.allocateFrom(text);
    }
}
