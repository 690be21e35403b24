// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.model;

import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An assignment that breaks the rules because of a bug in this program. It must not be put in force. */
public final class WrongAssignmentException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient AssignmentInput input;

    public WrongAssignmentException(AssignmentInput input, List<String> violations, @Nullable Throwable cause) {
        super(String.join("; ", violations), cause);
        this.input = input;
    }

    /** Returns the input of the assignment. */
    public AssignmentInput input() {
        return input;
    }
}
