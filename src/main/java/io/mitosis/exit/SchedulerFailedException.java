// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.io.Serial;

/** The BPF scheduler could not be started, or ended with a failure. */
public final class SchedulerFailedException extends MitosisException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public SchedulerFailedException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and its cause. */
    public SchedulerFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
