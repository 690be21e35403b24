// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.exit.UsageException;
import io.mitosis.fuzz.Reading;
import io.mitosis.fuzz.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Options, from wherever they come, make a configuration, or one line that says what is wrong. */
class CliFuzzTest {
    private static final String[] VALUES = {
        "0",
        "12",
        "0.5",
        "2.5e3",
        "1-8",
        "true",
        "topology",
        "demand",
        "/run/x",
        "0660",
        "info,scheduler=debug",
        "localhost:9100",
        "a,b"
    };
    private static final List<String> VALUE_WORDS = List.of(
            "0", "1", "9", ".", "e", "E", "+", ",", "=", ":", "info", "trace", "true", "yes", "/", "a", "[", "]");
    private static final List<String> FILE_WORDS = List.of(
            "cell0-min-cpus",
            "cell-exclude",
            "log-level",
            ":",
            ": ",
            "\n",
            "\n  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "&a ",
            "*a",
            "!!int ",
            "? ",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "#",
            "'",
            "\"",
            "|\n",
            ">\n",
            "null",
            "true",
            "~",
            "<<: ");

    // To make a command line takes longer than what is tried here.
    private static final ParseResult PARENT =
            CommandLines.parse("--cell-parent-cgroup=/workloads").commandLine();

    @Property(edgeCases = EdgeCasesMode.NONE)
    void value(@ForAll("options") Option<?> option, @ForAll("values") String text) {
        Reading.of(
                UsageException.class,
                () -> SchedulerOptions.config(
                        new OptionValues(PARENT, Map.of(option.variable(), text), ConfigFile.NONE)));
    }

    @Provide
    Arbitrary<Option<?>> options() {
        List<Option<?>> all = new ArrayList<>(SchedulerOptions.all());
        // Its value names a file that is read.
        all.remove(RunOptions.CONFIG);
        return Arbitraries.of(all);
    }

    @Provide
    Arbitrary<String> values() {
        return Texts.like(VALUE_WORDS, VALUES);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void timeout(@ForAll("values") String text) {
        Reading.of(
                UsageException.class,
                () -> SchedulerOptions.config(
                        new OptionValues(PARENT, Map.of("SCX_TIMEOUT_MS", text), ConfigFile.NONE)));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void configurationFile(@ForAll("files") String text) {
        Reading.of(
                UsageException.class,
                () -> SchedulerOptions.config(new OptionValues(
                        PARENT, Map.of(), ConfigFile.parse("mitosis.yaml", text, SchedulerOptions.all()))));
    }

    @Provide
    Arbitrary<String> files() {
        return Texts.like(
                        FILE_WORDS,
                        "cell-exclude: [web, 'b']\ncell0-min-cpus: 1\n",
                        "# nothing\n",
                        "log-level: info\ncell-exclude:\n  - a\n  - \"b\"\nenable-borrowing: yes\n")
                .map(text -> text.substring(0, Math.min(text.length(), SmallTextFile.LONGEST)));
    }

    /** Nothing is run: help, a client and a scheduler are left out. */
    @Property(edgeCases = EdgeCasesMode.NONE)
    void commandLine(@ForAll("arguments") List<String> arguments) {
        String[] array = arguments.toArray(String[]::new);
        Reading.of(UsageException.class, () -> {
            try {
                return SchedulerOptions.config(CommandLines.parse(array));
            } catch (ParameterException wrong) {
                Reading.assertIsOneLine(UsageErrors.line(wrong));
                return null;
            }
        });
    }

    @Provide
    Arbitrary<List<String>> arguments() {
        List<String> words = new ArrayList<>(List.of("--", "-v", "-", "=", "--undefok=x", "--x", "@/etc/passwd"));
        SchedulerOptions.all().stream()
                .filter(option -> !option.equals(RunOptions.CONFIG))
                .forEach(option -> words.add(option.flag()));
        Arbitrary<String> text = Texts.like(words, "--cell0-min-cpus=1", "--log-level=debug", "--virt-llc", "web");
        return Arbitraries.oneOf(Arbitraries.of(words), text).list().ofMaxSize(6);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void nearestName(@ForAll("values") String text) {
        assertThat(NearestName.of(text, List.of("--cell-exclude", "--config"))).isNotNull();
    }
}
