// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.config.SchedulerConfig;
import io.mitosis.scheduler.ConfigReload;
import java.util.Map;
import picocli.CommandLine.ParseResult;

/**
 * Reads the configuration file again; the command line and the environment are what they were.
 *
 * @param commandLine what the process was started with
 * @param environment the variables it was started with
 */
record FileReload(ParseResult commandLine, Map<String, String> environment) implements ConfigReload {
    /** Copies the variables. */
    FileReload {
        environment = Map.copyOf(environment);
    }

    @Override
    public SchedulerConfig read() {
        OptionValues values = SchedulerOptions.values(commandLine, environment);
        SchedulerConfig config = SchedulerOptions.config(values);
        values.get(RunOptions.LOG_LEVEL).apply();
        OptionNotes.logInForce(values);
        return config;
    }
}
