// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.scheduler.SchedulerRehearsal;
import java.io.IOException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The run from which the JVM's cache of loaded classes is made when the program is built or installed (JEP 514): all
 * that a daemon does from its first line on, but for a scheduler in the kernel. It is not a command.
 */
final class Rehearsal {
    private Rehearsal() {}

    /** Runs once, and changes nothing. */
    public static void main(String[] args) throws IOException {
        LogProvider.use();
        CommandLine command = MitosisCommand.commandLine();
        command.execute("--help");
        command.execute("--version");
        ParseResult parsed = command.parseArgs("--cell-parent-cgroup", "/", "--log-level", "debug");
        SchedulerOptions.logLevels(parsed).apply();
        LoggerFactory.getLogger(Rehearsal.class).info("{}", SchedulerOptions.config(parsed));
        SchedulerRehearsal.run();
    }
}
