// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import io.mitosis.text.Printable;
import java.io.Serial;

/**
 * A failure that the user can do something about. The message is one line for the user; the command line prints it once
 * and maps each subclass to an exit code.
 */
public abstract sealed class MitosisException extends RuntimeException
        permits UsageException, UnsupportedMachineException, SchedulerConflictException, SchedulerFailedException {
    @Serial
    private static final long serialVersionUID = 1L;

    MitosisException(String message) {
        super(Printable.line(message));
    }

    MitosisException(String message, Throwable cause) {
        super(Printable.line(message), cause);
    }
}
