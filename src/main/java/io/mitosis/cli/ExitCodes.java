// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.exit.MitosisException;
import io.mitosis.exit.SchedulerConflictException;
import io.mitosis.exit.SchedulerFailedException;
import io.mitosis.exit.UnsupportedMachineException;
import io.mitosis.exit.UsageException;

/** The exit codes of the process, an interface that units and scripts rely on. A signal is a normal end: 0. */
final class ExitCodes {
    static final int FINE = 0;
    static final int UNEXPECTED = 1;
    static final int USAGE = 2;
    static final int UNSUPPORTED_MACHINE = 3;
    static final int CONFLICT = 4;
    static final int SCHEDULER_FAILED = 5;

    private ExitCodes() {}

    static int of(MitosisException failure) {
        return switch (failure) {
            case UsageException e -> USAGE;
            case UnsupportedMachineException e -> UNSUPPORTED_MACHINE;
            case SchedulerConflictException e -> CONFLICT;
            case SchedulerFailedException e -> SCHEDULER_FAILED;
        };
    }
}
