// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    @Test
    void peopleSeeLocalTimeLevelAndMessage() {
        assertThat(LogFormat.TERMINAL.line(event(Level.INFO, "Mitosis Scheduler Attached.", null)))
                .isEqualTo("07:08:09.010 INFO  Mitosis Scheduler Attached.\n");
        assertThat(LogFormat.TERMINAL.line(event(Level.ERROR, "no", null))).isEqualTo("07:08:09.010 ERROR no\n");
    }

    @Test
    void journalSeesPrioritiesAndNoTime() {
        assertThat(LogFormat.JOURNAL.line(event(Level.ERROR, "a", null))).isEqualTo("<3>a\n");
        assertThat(LogFormat.JOURNAL.line(event(Level.WARN, "a", null))).isEqualTo("<4>a\n");
        assertThat(LogFormat.JOURNAL.line(event(Level.INFO, "a", null))).isEqualTo("<6>a\n");
        assertThat(LogFormat.JOURNAL.line(event(Level.DEBUG, "a", null))).isEqualTo("<7>a\n");
        assertThat(LogFormat.JOURNAL.line(event(Level.TRACE, "a", null))).isEqualTo("<7>a\n");
    }

    @Test
    void everyLineOfALongMessageHasThePriority() {
        assertThat(LogFormat.JOURNAL.line(event(Level.ERROR, "verifier:\n0: exit\n", null)))
                .isEqualTo("<3>verifier:\n<3>0: exit\n");
        assertThat(LogFormat.TERMINAL.line(event(Level.ERROR, "verifier:\n0: exit\n", null)))
                .isEqualTo("07:08:09.010 ERROR verifier:\n0: exit\n");
    }

    /** Names of cgroups and of tasks are their owners' choice. */
    @Test
    void charactersThatControlATerminalAreNotHandedOn() {
        String name = "Created cell 1 for cgroup /w/\u001b[2J\r\u0007\u009b\u2028<0>\u202ex\u00e4";
        String shown = "Created cell 1 for cgroup /w/?[2J????<0>?x\u00e4\n";
        assertThat(LogFormat.TERMINAL.line(event(Level.INFO, name, null))).isEqualTo("07:08:09.010 INFO  " + shown);
        assertThat(LogFormat.JOURNAL.line(event(Level.INFO, name, null))).isEqualTo("<6>" + shown);
        assertThat(LogFormat.JOURNAL.line(event(Level.INFO, "a", new IllegalStateException("b\u001bc"))))
                .contains("<6>java.lang.IllegalStateException: b?c\n<6>\tat ");
    }

    @Test
    void stackTraceFollowsTheMessage() {
        String line = LogFormat.TERMINAL.line(event(Level.ERROR, "Unexpected", new IllegalStateException("why")));
        assertThat(line)
                .startsWith("""
                07:08:09.010 ERROR Unexpected
                java.lang.IllegalStateException: why
                """)
                .contains("at io.mitosis.cli.LogFormatTest.")
                .endsWith("\n");
    }

    private static LoggingEvent event(Level level, String message, @Nullable Throwable failure) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("caller", context.getLogger("io.mitosis.Test"), level, message, failure, null);
        event.setInstant(LocalDateTime.of(2026, 5, 6, 7, 8, 9, 10_900_000)
                .atZone(ZoneId.systemDefault())
                .toInstant());
        return event;
    }
}
