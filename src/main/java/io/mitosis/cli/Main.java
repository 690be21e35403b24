// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

/** The process: arguments in, exit code out. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        LogProvider.use();
        ThreadFailures.endTheProcess();
        System.exit(run(args));
    }

    static int run(String... args) {
        try {
            return MitosisCommand.commandLine(System.getenv(), args).execute(args);
        } catch (Throwable failure) {
            // Picocli hands over exceptions only. An error that ended this thread alone would leave the others running.
            FailureHandler.unexpected(failure);
            return ExitCodes.UNEXPECTED;
        }
    }
}
