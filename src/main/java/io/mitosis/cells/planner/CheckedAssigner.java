// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.planner;

import io.mitosis.cells.model.Assignment;
import io.mitosis.cells.model.AssignmentInput;
import io.mitosis.cells.model.WrongAssignmentException;
import java.util.List;

/** The assigner with a check of each result before it is used. */
public final class CheckedAssigner {
    private CheckedAssigner() {}

    /**
     * Returns an assignment that keeps the rules.
     *
     * @throws WrongAssignmentException if the assigner fails or breaks a rule, which is a bug
     */
    public static Assignment assign(AssignmentInput input) {
        Assignment assignment = assigned(input);
        List<String> violations = AssignmentCheck.violations(input, assignment);
        if (!violations.isEmpty()) {
            throw new WrongAssignmentException(input, violations, null);
        }
        return assignment;
    }

    private static Assignment assigned(AssignmentInput input) {
        try {
            return CpuAssigner.assign(input);
        } catch (RuntimeException mistake) {
            throw new WrongAssignmentException(input, List.of(mistake.toString()), mistake);
        }
    }
}
