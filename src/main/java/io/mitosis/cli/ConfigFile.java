// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.exit.UsageException;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The contents of a configuration file: values of options by their names without dashes.
 *
 * @param path as it was named
 * @param entries in the order of the file, each key once
 */
record ConfigFile(String path, List<Entry> entries) {
    /** No file was named. */
    static final ConfigFile NONE = new ConfigFile("", List.of());

    /**
     * The value of a key.
     *
     * @param line where the key stands, from 1
     * @param list whether the values were written as a list
     * @param texts the values
     */
    record Entry(String key, int line, boolean list, List<String> texts) {
        /** Copies the list. */
        Entry {
            texts = List.copyOf(texts);
        }
    }

    /** Copies the entries. */
    ConfigFile {
        entries = List.copyOf(entries);
    }

    /**
     * Reads a file. Not before this is called is the reader of YAML loaded.
     *
     * @param options the options of the run, of which the file can set some
     * @throws UsageException if it cannot be read, or says what cannot be meant
     */
    static ConfigFile read(String path, List<Option<?>> options) {
        return parse(path, text(path), options);
    }

    /**
     * Understands the text of a file.
     *
     * @param options the options of the run, of which the file can set some
     * @throws UsageException if it says what cannot be meant
     */
    static ConfigFile parse(String path, String text, List<Option<?>> options) {
        ConfigFile file = new ConfigFile(path, new ConfigReader(path).read(text));
        for (Entry entry : file.entries) {
            file.check(entry, options);
        }
        return file;
    }

    /** Returns what an option was set to. */
    Optional<OptionValues.Given> given(Option<?> option) {
        for (Entry entry : entries) {
            if (entry.key().equals(option.name())) {
                return Optional.of(new OptionValues.Given(place(entry), texts(entry, option)));
            }
        }
        return Optional.empty();
    }

    /** A switch may be written in all the ways that people write one in YAML. */
    private static List<String> texts(Entry entry, Option<?> option) {
        if (!option.isSwitch()) {
            return entry.texts();
        }
        List<String> texts = new ArrayList<>();
        for (String text : entry.texts()) {
            texts.add(
                    switch (text.toLowerCase(Locale.ROOT)) {
                        case "true", "yes", "on" -> "true";
                        case "false", "no", "off" -> "false";
                        default -> text;
                    });
        }
        return texts;
    }

    /** Returns whether a file can set an option: not if the option names the file, or starts no scheduler. */
    static boolean canSet(Option<?> option) {
        return !option.equals(RunOptions.CONFIG) && !StatsOptions.OTHER_RUNS.contains(option);
    }

    private void check(Entry entry, List<Option<?>> options) {
        List<String> names = new ArrayList<>();
        for (Option<?> option : options) {
            if (option.name().equals(entry.key())) {
                if (!canSet(option)) {
                    throw new UsageException(place(entry) + " cannot be set by a file");
                }
                if (entry.list() && !option.repeated()) {
                    throw new UsageException(place(entry) + " takes one value, not a list");
                }
                return;
            }
            if (canSet(option)) {
                names.add(option.name());
            }
        }
        throw new UsageException(path + ", line " + entry.line() + ": unknown key " + entry.key()
                + NearestName.of(entry.key(), names)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("; keys are the options that --help lists, without dashes in front"));
    }

    private String place(Entry entry) {
        return path + ", line " + entry.line() + ": " + entry.key();
    }

    private static String text(String path) {
        try {
            return SmallTextFile.read(Path.of(path));
        } catch (IOException | InvalidPathException e) {
            throw new UsageException("cannot read the configuration file " + path + ": " + SmallTextFile.reason(e), e);
        }
    }
}
