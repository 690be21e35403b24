// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.io.Serial;

/** This machine cannot run the scheduler. */
public final class UnsupportedMachineException extends MitosisException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes one that says what is wrong in one line. */
    public UnsupportedMachineException(String message) {
        super(message);
    }

    /** Makes one that says what is wrong in one line, and what it came from. */
    public UnsupportedMachineException(String message, Throwable cause) {
        super(message, cause);
    }
}
