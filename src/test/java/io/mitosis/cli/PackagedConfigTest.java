// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.docs.GeneratedText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configuration file that comes with the package is made of the options: it sets nothing, and shows everything that
 * can be set.
 */
class PackagedConfigTest {
    private static final Path FILE = Path.of("src/main/dist/etc/mitosis.yaml");
    private static final String HEAD = """
            # SPDX-License-Identifier: Apache-2.0
            # Options as shipped, generated from the program's own list; uncomment and change what you need. A key is the long
            # name of an option, without dashes in front. A commented value is the default, or an example where the comment
            # names another default or none. cell-parent-cgroup or cpuset-cells is required. `systemctl reload mitosis` reads
            # this file again and names what needs a restart.
            """;
    private static final int WIDTH = 120;
    /** Options that have no default, or none that a file can set. */
    private static final Map<Option<?>, String> EXAMPLES = Map.of(
            CellOptions.PARENT,
            "/workloads",
            CellOptions.EXCLUDE,
            "[maintenance]",
            StatsOptions.SOCKET_GROUP,
            "adm",
            StatsOptions.METRICS,
            "127.0.0.1:9100",
            RunOptions.RUN_ID,
            "1",
            RunOptions.UNDEFOK,
            "[some-new-flag]");

    private static final Pattern SHOWN = Pattern.compile("#([a-z][a-z0-9-]*: .*)");

    @TempDir
    private Path temp;

    @Test
    void isWhatTheOptionsSay() throws IOException {
        StringBuilder file = new StringBuilder(HEAD);
        for (OptionSection section : SchedulerOptions.SECTIONS) {
            List<Option<?>> options = new ArrayList<>(section.options());
            options.retainAll(shownOptions());
            if (!options.isEmpty()) {
                String heading = "# " + section.heading() + " ";
                file.append('\n')
                        .append(heading)
                        .append("-".repeat(WIDTH - heading.length()))
                        .append("\n\n");
                options.forEach(option -> file.append(GeneratedText.wrapped(comment(option), "# "))
                        .append('#')
                        .append(option.name())
                        .append(": ")
                        .append(value(option))
                        .append('\n'));
            }
        }
        GeneratedText.check(FILE, file.toString());
    }

    @Test
    void asItComesItSetsNothing() {
        assertThat(ConfigFile.read(FILE.toString(), SchedulerOptions.all()).entries())
                .isEmpty();
    }

    @Test
    void everyOptionIsShownWithADefaultOrAnExample() throws IOException {
        List<Option<?>> expected = shownOptions();
        ConfigFile shown = shown();
        assertThat(shown.entries())
                .extracting(ConfigFile.Entry::key)
                .containsExactlyInAnyOrderElementsOf(
                        expected.stream().map(Option::name).toList());
        for (Option<?> option : expected) {
            List<String> texts = shown.given(option).orElseThrow().texts();
            assertThat(texts)
                    .allSatisfy(text ->
                            assertThat((Object) option.reader().apply(text)).isNotNull());
            if (!option.absent().isEmpty()) {
                assertThat(texts).as(option.name()).containsExactly(option.absent());
            }
        }
    }

    @Test
    void itCanBeUsedAsItIsShown() throws IOException {
        OptionValues values = SchedulerOptions.values(
                MitosisCommand.commandLine(Map.of())
                        .parseArgs("--config", uncommented().toString()),
                Map.of());
        assertThat(SchedulerOptions.config(values)).isNotNull();
    }

    private static List<Option<?>> shownOptions() {
        List<Option<?>> shown = new ArrayList<>(SchedulerOptions.inFiles());
        shown.removeAll(LegacyOptions.ALL);
        return shown;
    }

    private static String comment(Option<?> option) {
        OptionText text = OptionText.of(option);
        String meaning = text.meaning("");
        if (!option.isSwitch() && option.reader() instanceof Choice<?> choice) {
            meaning += " One of " + String.join(", ", choice.names()) + ".";
        }
        return showsDefault(option, text.shownDefault()) ? meaning : meaning + " Default: " + text.shownDefault() + ".";
    }

    /** Returns whether the commented value is all that the description says of the default. */
    private static boolean showsDefault(Option<?> option, String described) {
        boolean off = described.equals("off") && option.absent().equals("false");
        return described.isEmpty() || off || described.equals(EXAMPLES.getOrDefault(option, option.absent()));
    }

    /** Other readers of YAML take a number that begins with 0 for an octal one. */
    private static String value(Option<?> option) {
        String value = EXAMPLES.getOrDefault(option, option.absent());
        return value.isEmpty() || value.matches("0[0-9]+") ? "\"" + value + "\"" : value;
    }

    private ConfigFile shown() throws IOException {
        return ConfigFile.read(uncommented().toString(), SchedulerOptions.all());
    }

    private Path uncommented() throws IOException {
        List<String> lines = Files.readAllLines(FILE).stream()
                .map(line -> SHOWN.matcher(line).replaceFirst("$1"))
                .toList();
        return Files.write(temp.resolve("mitosis.yaml"), lines);
    }
}
