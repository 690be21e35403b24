// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.exit.MitosisException;
import io.mitosis.exit.UsageException;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Prints a failure for the user and turns it into an exit code. Nothing else does either.
 *
 * <p>A mistake of the user's is answered as command-line tools do; all else is an event of the daemon, and logged.
 */
final class FailureHandler implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof UsageException) {
            usage(command.getErr(), String.valueOf(failure.getMessage()));
        } else if (failure instanceof MitosisException) {
            log().error(failure.getMessage());
            log().debug("Cause:", failure);
        } else {
            unexpected(failure);
        }
        return failure instanceof MitosisException known ? ExitCodes.of(known) : ExitCodes.UNEXPECTED;
    }

    /** Tells of a failure that nobody foresaw, with all there is to find its cause. */
    static void unexpected(Throwable failure) {
        log().error("Unexpected failure, please report it", failure);
    }

    /** Tells of a mistake in one line. */
    static void usage(PrintWriter errors, String line) {
        print(errors, "<3>", line);
    }

    /** Tells, in one line, of what may be a mistake. */
    static void warning(PrintWriter errors, String line) {
        print(errors, "<4>", line);
    }

    private static void print(PrintWriter errors, String priority, String line) {
        errors.println((LogFormat.ofProcess() == LogFormat.JOURNAL ? priority : "mitosis: ") + line);
        errors.flush();
    }

    // Made when it is needed: a run that goes well has no use for it.
    private static Logger log() {
        return LoggerFactory.getLogger(FailureHandler.class);
    }
}
