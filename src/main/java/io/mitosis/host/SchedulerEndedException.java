// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.exit.ExitInfo;
import java.io.Serial;

/**
 * Thrown if the kernel ends the scheduler while it is being started. The kernel reports that by the exit record, not by
 * a failed call, so the failure of a later call is a consequence.
 */
public final class SchedulerEndedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ExitInfo end;

    /**
     * Creates an exception from the exit record.
     *
     * @param consequence the failure that followed
     */
    public SchedulerEndedException(ExitInfo end, Throwable consequence) {
        super(end.summary(), consequence);
        this.end = end;
    }

    ExitInfo end() {
        return end;
    }
}
