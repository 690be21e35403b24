// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.io.Serial;

/** The command line, or something that it names, is invalid. */
public final class UsageException extends MitosisException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a one-line message. */
    public UsageException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and its cause. */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
