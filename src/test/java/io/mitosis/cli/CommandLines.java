// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** Command lines for tests: parsed, or run with what they print caught. */
final class CommandLines {
    private CommandLines() {}

    /** The output of a command line, and its exit code. */
    record Answer(int code, String output, String errors) {}

    static OptionValues parse(String... arguments) {
        return parse(Map.of(), arguments);
    }

    static OptionValues parse(Map<String, String> environment, String... arguments) {
        return SchedulerOptions.values(MitosisCommand.commandLine(environment).parseArgs(arguments), environment);
    }

    static Answer run(Map<String, String> environment, List<String> arguments) {
        StringWriter output = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] array = arguments.toArray(String[]::new);
        int code = MitosisCommand.commandLine(environment, array)
                .setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(array);
        return new Answer(code, output.toString(), errors.toString());
    }
}
