// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code docs/options.md} is what the options say of themselves. {@code mvn test -Dtest=OptionsPageTest
 * -Dmitosis.docs.write=true} writes it anew.
 */
class OptionsPageTest {
    private static final Path PAGE = Path.of("docs/options.md");
    private static final String HEAD = """
            <!-- SPDX-License-Identifier: Apache-2.0 -->
            # Options

            This page is generated from the options themselves, as `mitosis --help` is. [Configuration](configuration.md) says
            how the command line, the environment and the file go together, and what some options do in detail.
            *Live* options change with SIGHUP; the others need a restart.
            """;
    private static final String DEFAULT = " Default: ";

    @Test
    void isWhatTheOptionsSay() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        SchedulerOptions.SECTIONS.forEach(section -> append(page, section));
        if (Boolean.getBoolean("mitosis.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
    }

    private static void append(StringBuilder page, OptionSection section) {
        page.append("\n## ")
                .append(section.heading())
                .append("\n\n| option | default | live | meaning |\n|---|---|---|---|\n");
        for (Option<?> option : section.options()) {
            OptionSpec spec = option.spec();
            String text = String.join(" ", spec.description());
            int at = text.indexOf(DEFAULT);
            page.append("| `").append(String.join("`, `", spec.names()));
            if (spec.arity().min() > 0) {
                page.append('=').append(escaped(spec.paramLabel()));
            } else if (spec.arity().max() > 0 && !spec.paramLabel().equals(Option.SWITCH)) {
                page.append("[=").append(escaped(spec.paramLabel())).append(']');
            }
            page.append("` | ")
                    .append(at < 0 ? "" : text.substring(at + DEFAULT.length()))
                    .append(option.isLive() ? " | yes | " : " | | ")
                    .append(at < 0 ? text : text.substring(0, at));
            Option<Boolean> enabled = option.enabledBy();
            if (enabled != null) {
                page.append(" No effect without `").append(enabled.flag()).append("`.");
            }
            page.append(" |\n");
        }
    }

    /** A bar would end the cell of the table. */
    private static String escaped(String label) {
        return label.replace("|", "\\|");
    }
}
