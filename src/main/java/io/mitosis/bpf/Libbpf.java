// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.linux.NativeFunction;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The libbpf library of this process. It is loaded on first use, from the file that the system property
 * {@code mitosis.libbpf} names, else from the system's library path.
 */
public final class Libbpf {
    private static final String SONAME = "libbpf.so.1";
    // The first version that gives access to the members of a struct_ops map before the load.
    private static final int MIN_MAJOR = 1;
    private static final int MIN_MINOR = 4;

    private static @Nullable SymbolLookup library;

    private Libbpf() {}

    /**
     * Loads the library.
     *
     * @throws UnsupportedMachineException if libbpf is missing, or older than 1.4
     */
    public static void load() {
        library();
    }

    /**
     * Returns the version of the library, such as {@code 1.4}.
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
            // libbpf_h later opens the library by its soname and gets this same instance.
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
        if (major < MIN_MAJOR || (major == MIN_MAJOR && minor < MIN_MINOR)) {
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

    // libbpf writes to stderr by default. LibbpfLog captures the output when it is needed.
    private static void silence(SymbolLookup library) {
        new NativeFunction(library, "libbpf_set_print").call(0);
    }
}
