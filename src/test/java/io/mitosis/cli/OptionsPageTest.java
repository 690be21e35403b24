// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.docs.GeneratedText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.OptionSpec;

/** {@code docs/options.md} is what the options say of themselves. */
class OptionsPageTest {
    private static final String HEAD = """
            <!-- SPDX-License-Identifier: Apache-2.0 -->
            # Options

            This page is generated from the options themselves, as `mitosis --help` is. [Configuration](configuration.md) says
            how the command line, the environment and the file go together, and what some options do in detail.
            *Live* options change with SIGHUP; the others need a restart.
            """;
    private static final String FIFO = """

            ## mitosis fifo

            The [template for a scheduler](writing-a-scheduler.md) has options of its own:

            """;

    @Test
    void isWhatTheOptionsSay() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (OptionSection section : SchedulerOptions.SECTIONS) {
            page.append("\n## ").append(section.heading()).append("\n\n").append(table(section.options()));
        }
        List<Option<?>> ofFifo = new ArrayList<>(FifoCommand.OPTIONS);
        ofFifo.removeAll(SchedulerOptions.all());
        List<Option<?>> ofBoth = new ArrayList<>(FifoCommand.OPTIONS);
        ofBoth.removeAll(ofFifo);
        String asAbove = "It also takes, with the meaning above, "
                + GeneratedText.code(ofBoth.stream().map(Option::flag).toList()) + ".";
        page.append(FIFO).append(table(ofFifo)).append("\n").append(GeneratedText.wrapped(asAbove, ""));
        GeneratedText.check(Path.of("docs/options.md"), page.toString());
    }

    /** A switch that is off by default need not say so, and a default may be explained. */
    @Test
    void theDefaultsInTheDescriptionsAreThoseThatHold() {
        Set<Option<?>> options = new LinkedHashSet<>(SchedulerOptions.all());
        options.addAll(FifoCommand.OPTIONS);
        for (Option<?> option : options) {
            String shown = OptionText.of(option).shownDefault();
            switch (option.absent()) {
                case "false" -> assertThat(shown).as(option.name()).isIn("off", "");
                case "" -> assertThat(shown).as(option.name()).isIn("off", "none", "that of the process", "");
                default -> assertThat(shown).as(option.name()).matches(Pattern.quote(option.absent()) + "(, [a-z].*)?");
            }
        }
    }

    private static String table(List<Option<?>> options) {
        StringBuilder table = new StringBuilder(GeneratedText.heading(List.of("option", "default", "live", "meaning")));
        for (Option<?> option : options) {
            OptionText text = OptionText.of(option);
            table.append(GeneratedText.row(List.of(
                    synopsis(option.spec()), text.shownDefault(), option.isLive() ? "yes" : "", text.meaning("`"))));
        }
        return table.toString();
    }

    private static String synopsis(OptionSpec spec) {
        String names = String.join("`, `", spec.names());
        if (spec.arity().min() > 0) {
            names += "=" + spec.paramLabel();
        } else if (spec.arity().max() > 0 && !spec.paramLabel().equals(Option.SWITCH)) {
            names += "[=" + spec.paramLabel() + "]";
        }
        return "`" + names + "`";
    }
}
