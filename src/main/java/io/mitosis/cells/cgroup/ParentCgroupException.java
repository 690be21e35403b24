// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import io.mitosis.text.Printable;
import java.io.Serial;

/** What was named as the parent of the cells cannot be it. The message says why, in one line for the user's eyes. */
public final class ParentCgroupException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ParentCgroupException(String message) {
        super(Printable.line(message));
    }
}
