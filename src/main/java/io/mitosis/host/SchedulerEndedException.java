// SPDX-License-Identifier: Apache-2.0
package io.mitosis.host;

import io.mitosis.exit.ExitInfo;
import java.io.Serial;

/**
 * The kernel ended the scheduler while it was being started. It reports so by the scheduler's own exit, not by a failed
 * call, so whatever failed after that is a consequence.
 */
public final class SchedulerEndedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient ExitInfo end;

    /**
     * Tells how it ended.
     *
     * @param consequence what failed after that
     */
    public SchedulerEndedException(ExitInfo end, Throwable consequence) {
        super(end.summary(), consequence);
        this.end = end;
    }

    ExitInfo end() {
        return end;
    }
}
