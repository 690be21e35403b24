// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.mitosis.bpf.libbpf.bpf_object_open_opts;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * How libbpf is to open an object: {@code struct bpf_object_open_opts}. An empty text leaves it its default.
 *
 * @param relaxedMaps whether a map may say what this libbpf does not know
 * @param pinRootPath the directory of maps that are pinned by name
 * @param kconfig lines that overrule the kernel's own configuration
 * @param btfCustomPath the file of the kernel's BTF
 * @param bpfTokenPath a BPF file system that delegates what the process has no right to; libbpf 1.5 knows it first
 */
public record OpenOptions(
        boolean relaxedMaps, String pinRootPath, String kconfig, String btfCustomPath, String bpfTokenPath) {
    /** All as libbpf has it. */
    public static final OpenOptions DEFAULT = new OpenOptions(false, "", "", "", "");

    // The structure's own size, then the object's name: all that is needed as a rule.
    static final long NAME = 8;
    static final long SHORT_SIZE = 16;

    /** Returns the structure. It lives as long as the arena. */
    MemorySegment of(String object, Arena arena) {
        if (equals(DEFAULT)) {
            // To load what describes the whole of it would take a start some milliseconds.
            MemorySegment options = arena.allocate(SHORT_SIZE, Long.BYTES);
            options.set(JAVA_LONG, 0, SHORT_SIZE);
            options.set(JAVA_LONG, NAME, arena.allocateFrom(object).address());
            return options;
        }
        MemorySegment options = bpf_object_open_opts.allocate(arena);
        bpf_object_open_opts.sz(options, bpf_object_open_opts.sizeof());
        bpf_object_open_opts.object_name(options, arena.allocateFrom(object));
        bpf_object_open_opts.relaxed_maps(options, relaxedMaps);
        bpf_object_open_opts.pin_root_path(options, text(pinRootPath, arena));
        bpf_object_open_opts.kconfig(options, text(kconfig, arena));
        bpf_object_open_opts.btf_custom_path(options, text(btfCustomPath, arena));
        bpf_object_open_opts.bpf_token_path(options, text(bpfTokenPath, arena));
        return options;
    }

    private static MemorySegment text(String text, Arena arena) {
        return text.isEmpty() ? MemorySegment.NULL : arena.allocateFrom(text);
    }
}
