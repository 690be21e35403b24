// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

/**
 * How a command in the guest ended.
 *
 * @param exit its exit code, or 128 + the signal that killed it, or 127 if it could not be started
 * @param out what it printed to standard output
 * @param err what it printed to standard error
 */
public record Result(int exit, String out, String err) {
    /** Standard output without the final line feeds, of a command that must have succeeded. */
    public String text() {
        if (exit != 0) {
            throw new AssertionError("a command in the guest failed: " + this);
        }
        return out.stripTrailing();
    }
}
