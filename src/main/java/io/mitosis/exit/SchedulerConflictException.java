// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.io.Serial;

/** Another sched_ext scheduler runs. */
public final class SchedulerConflictException extends MitosisException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public SchedulerConflictException(String message) {
        super(message);
    }
}
