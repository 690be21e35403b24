// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration file that comes with the package: it sets nothing, and shows everything that can be set. */
class PackagedConfigTest {
    private static final Path FILE = Path.of("src/main/dist/etc/mitosis.yaml");
    private static final Pattern SHOWN = Pattern.compile("#([a-z][a-z0-9-]*: .*)");

    @TempDir
    private Path temp;

    @Test
    void asItComesItSetsNothing() {
        assertThat(ConfigFile.read(FILE.toString(), SchedulerOptions.inFiles()).entries())
                .isEmpty();
    }

    @Test
    void everyOptionIsShownWithADefaultOrAnExample() throws IOException {
        List<Option<?>> expected = new ArrayList<>(SchedulerOptions.inFiles());
        expected.removeAll(LegacyOptions.ALL);
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

    private ConfigFile shown() throws IOException {
        return ConfigFile.read(uncommented().toString(), SchedulerOptions.inFiles());
    }

    private Path uncommented() throws IOException {
        List<String> lines = Files.readAllLines(FILE).stream()
                .map(line -> SHOWN.matcher(line).replaceFirst("$1"))
                .toList();
        return Files.write(temp.resolve("mitosis.yaml"), lines);
    }
}
