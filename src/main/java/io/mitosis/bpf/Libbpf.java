// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.linux.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The libbpf of this process. It is loaded once, when it is first needed: from the file that the system property
 * {@code mitosis.libbpf} names, else the system's own.
 */
public final class Libbpf {
    private static final String SONAME = "libbpf.so.1";
    // 1.4 is the first that gives access to a struct_ops map's fields before it is loaded.
    private static final int LEAST_MAJOR = 1;
    private static final int LEAST_MINOR = 4;

    private static @Nullable SymbolLookup library;

    private Libbpf() {}

    /**
     * Loads the library.
     *
     * @throws UnsupportedMachineException if there is none, or one older than 1.4
     */
    public static void load() {
        library();
    }

    /**
     * Returns its version, such as {@code 1.4}.
     *
     * @throws UnsupportedMachineException as {@link #load} does
     */
    public static String version() {
        SymbolLookup loaded = library();
        return major(loaded) + "." + minor(loaded);
    }

    static synchronized SymbolLookup library() {
        SymbolLookup known = library;
        if (known == null) {
            known = open();
            checkVersion(known);
            silence(known);
            library = known;
        }
        return known;
    }

    @SuppressWarnings("restricted") // loading it is the purpose
    private static SymbolLookup open() {
        String file = System.getProperty("mitosis.libbpf", "");
        try {
            // The constants' class opens the library by its soname later, and gets this same one.
            return file.isEmpty()
                    ? SymbolLookup.libraryLookup(SONAME, Arena.global())
                    : SymbolLookup.libraryLookup(Path.of(file), Arena.global());
        } catch (IllegalArgumentException missing) {
            throw new UnsupportedMachineException(
                    "cannot load " + (file.isEmpty() ? SONAME : file) + ": install libbpf 1.4 or later", missing);
        }
    }

    private static void checkVersion(SymbolLookup library) {
        int major = major(library);
        int minor = minor(library);
        if (major < LEAST_MAJOR || (major == LEAST_MAJOR && minor < LEAST_MINOR)) {
            throw new UnsupportedMachineException(
                    "libbpf " + major + "." + minor + " is too old: 1.4 or later is needed");
        }
    }

    private static int major(SymbolLookup library) {
        return new NativeFunction(library, "libbpf_major_version").callInt();
    }

    private static int minor(SymbolLookup library) {
        return new NativeFunction(library, "libbpf_minor_version").callInt();
    }

    // By default it writes to stderr. Who wants its log asks for it by LibbpfLog.
    private static void silence(SymbolLookup library) {
        new NativeFunction(library, "libbpf_set_print").call(0);
    }
}
