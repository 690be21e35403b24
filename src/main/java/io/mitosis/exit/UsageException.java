// SPDX-License-Identifier: Apache-2.0
package io.mitosis.exit;

import java.io.Serial;

/** The command line, or what it names, cannot be right. */
public final class UsageException extends MitosisException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Makes one that says what is wrong in one line. */
    public UsageException(String message) {
        super(message);
    }

    /** Makes one that says what is wrong in one line, and what it came from. */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
