// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Marks a failure as one of the emulator, not of what was tested: {@code scripts/test} runs such a class again.
 *
 * <p>The kernel patches its own code when a scheduler comes and goes, with a breakpoint in the place while it does so.
 * QEMU translates guest code once and throws the translation away when the code is written to; if another of its CPUs
 * translates the same code at that very moment, the breakpoint stays in the translation for ever, and the kernel ends
 * with an oops that no real machine can have. That is seen in one of some hundred starts.
 */
final class EmulatorFault extends AssertionError {
    private static final long serialVersionUID = 1L;
    private static final String SIGN = "Oops: int3: ";

    private EmulatorFault(Console console, @Nullable Throwable failure) {
        super("QEMU has ended the VM: \"" + SIGN + "\" in " + console, failure);
    }

    /**
     * Fails with this mark if the console shows the fault, and keeps the console for later, under the name in the
     * message. The cause is what the test has met, if anything.
     */
    static void throwIfSeenIn(Console console, @Nullable Throwable cause) {
        if (isSeenIn(console)) {
            console.keep();
            throw new EmulatorFault(console, cause);
        }
    }

    /** A console that cannot be read shows nothing. */
    static boolean isSeenIn(Console console) {
        try {
            return console.text().contains(SIGN);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
