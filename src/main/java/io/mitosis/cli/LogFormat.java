// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import io.mitosis.text.Printable;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/** How a log event is written. */
enum LogFormat {
    /** For people: local time, level, message. */
    TERMINAL {
        @Override
        String line(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(96);
            LocalTime time = LocalTime.ofInstant(Instant.ofEpochMilli(event.getTimeStamp()), ZoneId.systemDefault());
            padded(line, time.getHour(), 2).append(':');
            padded(line, time.getMinute(), 2).append(':');
            padded(line, time.getSecond(), 2).append('.');
            padded(line, time.getNano() / 1_000_000, 3).append(' ');
            String level = event.getLevel().toString();
            line.append(level).repeat(' ', 6 - level.length());
            return line.append(text(event)).append('\n').toString();
        }
    },

    /** For systemd, which adds the time: each line with its priority, see sd-daemon(3). */
    JOURNAL {
        @Override
        String line(ILoggingEvent event) {
            String prefix = "<" + priority(event.getLevel()) + ">";
            return prefix + text(event).replace("\n", "\n" + prefix) + "\n";
        }
    };

    /** Returns the format that suits where the process's error output goes. */
    static LogFormat ofProcess() {
        return System.getenv("JOURNAL_STREAM") == null ? TERMINAL : JOURNAL;
    }

    /** Returns the event as a line with its line feed; more than one if the message or a stack trace has more. */
    abstract String line(ILoggingEvent event);

    private static String text(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        IThrowableProxy failure = event.getThrowableProxy();
        String text = failure == null ? message : message + "\n" + ThrowableProxyUtil.asString(failure);
        // It may quote names of cgroups, which are their owners' choice.
        return Printable.lines(text.stripTrailing());
    }

    private static int priority(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> 3;
            case Level.WARN_INT -> 4;
            case Level.INFO_INT -> 6;
            default -> 7;
        };
    }

    private static StringBuilder padded(StringBuilder line, int number, int width) {
        String digits = Integer.toString(number);
        return line.repeat('0', width - digits.length()).append(digits);
    }
}
