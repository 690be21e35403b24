// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.text.Printable;
import java.io.Serial;

/** An option names a parent cgroup that can never exist. The message gives the reason in one line for the user. */
public final class ParentCgroupException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ParentCgroupException(String message) {
        super(Printable.line(message));
    }
}
