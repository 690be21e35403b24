// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.cells.AotTraining;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ParseResult;

/**
 * The run from which the JVM's cache of loaded classes is made when the program is built or installed (JEP 514):
 * everything that a daemon does at its start, without a scheduler in the kernel. It is not a command.
 */
final class AotTrainingMain {
    private static final String SUFFIX = ".class";
    /** Packages that a daemon needs only on request. The cache leaves them out, as it is loaded whole at each start. */
    private static final List<String> ON_REQUEST = List.of(
            "io.mitosis.cells.top.",
            "io.mitosis.cells.metrics.",
            "io.mitosis.cells.jfr.",
            "io.mitosis.metrics.",
            "io.mitosis.fifo.");

    private AotTrainingMain() {}

    /** Runs once, and changes nothing. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException, URISyntaxException {
        LogProvider.use();
        Main.run("--help");
        Main.run("--version");
        ParseResult parsed = MitosisCommand.commandLine(Map.of())
                .parseArgs("--cell-parent-cgroup", "/", "--cell-exclude=a", "--log-level", "debug");
        OptionValues values = SchedulerOptions.values(parsed, Map.of());
        LoggerFactory.getLogger(AotTrainingMain.class).info("{}", SchedulerOptions.config(values));
        values.get(RunOptions.LOG_LEVEL).apply();
        OptionNotes.log(values);
        AotTraining.run();
        loadTheRest(AotTrainingMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    /** Loads, without running them, the classes that only a machine with a scheduler in its kernel comes to. */
    private static void loadTheRest(URI program) throws IOException, ReflectiveOperationException {
        try (JarFile jar = new JarFile(Path.of(program).toFile())) {
            for (Iterator<JarEntry> entries = jar.entries().asIterator(); entries.hasNext(); ) {
                String name = entries.next().getName();
                if (name.endsWith(SUFFIX) && !name.endsWith("package-info.class")) {
                    String type =
                            name.substring(0, name.length() - SUFFIX.length()).replace('/', '.');
                    if (ON_REQUEST.stream().noneMatch(type::startsWith)) {
                        Class.forName(type, false, AotTrainingMain.class.getClassLoader());
                    }
                }
            }
        }
    }
}
