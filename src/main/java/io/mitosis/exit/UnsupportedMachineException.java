// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.io.Serial;

/** This machine cannot run the scheduler. */
public final class UnsupportedMachineException extends MitosisException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public UnsupportedMachineException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and its cause. */
    public UnsupportedMachineException(String message, Throwable cause) {
        super(message, cause);
    }
}
