// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The value of {@code --log-level}: {@code LEVEL[,LOGGER=LEVEL...]}.
 *
 * @param root the level of all loggers without a level of their own
 * @param loggers the level of single loggers, by full name
 */
record LogLevels(Level root, Map<String, Level> loggers) {
    static final LogLevels INFO = new LogLevels(Level.INFO, Map.of());

    private static final String HOUSE = "io.mitosis.";

    LogLevels {
        loggers = Collections.unmodifiableMap(new TreeMap<>(loggers));
    }

    /** Puts the levels in force, and those that were in force before out of it. */
    void apply() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        for (ch.qos.logback.classic.Logger logger : context.getLoggerList()) {
            if (logger.getLevel() != null && !logger.getName().equals(Logger.ROOT_LOGGER_NAME)) {
                logger.setLevel(null);
            }
        }
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(root);
        loggers.forEach((name, level) -> context.getLogger(name).setLevel(level));
    }

    /** Returns the option's value: the same for equal levels, however they were written. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(root.toString());
        loggers.forEach(
                (name, level) -> text.append(',').append(name).append('=').append(level));
        return text.toString();
    }

    /** Reads the option's value. A logger's name without a dot is a package of this program. */
    static LogLevels parse(String text) {
        String[] parts = text.split(",", -1);
        Map<String, Level> loggers = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("\"" + parts[i] + "\" is not LOGGER=LEVEL");
            }
            String name = parts[i].substring(0, equals);
            loggers.put(name.indexOf('.') < 0 ? HOUSE + name : name, level(parts[i].substring(equals + 1)));
        }
        return new LogLevels(level(parts[0]), loggers);
    }

    private static Level level(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "error" -> Level.ERROR;
            case "warn" -> Level.WARN;
            case "info" -> Level.INFO;
            case "debug" -> Level.DEBUG;
            case "trace" -> Level.TRACE;
            default ->
                throw new IllegalArgumentException("\"" + name + "\" is not one of error, warn, info, debug, trace");
        };
    }
}
