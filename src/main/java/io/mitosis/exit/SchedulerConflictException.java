// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.io.Serial;

/** Another sched_ext scheduler runs. */
public final class SchedulerConflictException extends MitosisException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes one that says what is wrong in one line. */
    public SchedulerConflictException(String message) {
        super(message);
    }
}
