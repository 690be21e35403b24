// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.io.Serial;

/** The BPF scheduler could not be started, or ended with a failure. */
public final class SchedulerFailedException extends MitosisException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes one that says what is wrong in one line. */
    public SchedulerFailedException(String message) {
        super(message);
    }

    /** Makes one that says what is wrong in one line, and what it came from. */
    public SchedulerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
