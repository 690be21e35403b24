// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.mitosis.exit.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the YAML of a configuration file: keys with a value or a list of values each, and nothing deeper. */
final class ConfigReader {
    private static final String IN_LINE = " in 'reader', line ";

    private final String path;
    private final List<ConfigFile.Entry> entries = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();

    /** Makes a reader for a file of this name, which messages show. */
    ConfigReader(String path) {
        this.path = path;
    }

    /** @throws UsageException if the text is not what is read here, with the line */
    List<ConfigFile.Entry> read(String text) {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            // A file of comments alone has no document at all, or an empty one.
            JsonToken first = parser.nextToken();
            boolean empty = first == null || first == JsonToken.VALUE_NULL || isEmptyText(first, parser);
            if (!empty && first != JsonToken.START_OBJECT) {
                throw bad(parser, "keys and values are expected, as in \"cell0-min-cpus: 1\"");
            }
            while (!empty && parser.nextToken() == JsonToken.FIELD_NAME) {
                entries.add(entry(parser));
            }
            if (parser.nextToken() != null) {
                throw bad(parser, "a second document");
            }
        } catch (JsonProcessingException e) {
            throw new UsageException(place(line(e)) + problem(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a text", e);
        }
        return entries;
    }

    /** The parser says what it was about, what the problem is, and, further in, where each of them is. */
    private static String problem(String message) {
        String problem = "not YAML";
        for (String line : message.split("\n", -1)) {
            if (!line.isBlank() && line.charAt(0) != ' ' && !line.startsWith("in ")) {
                problem = line;
            }
        }
        return problem;
    }

    /** Returns the line of the problem, which the message names last; the exception's own is where it was before. */
    private static int line(JsonProcessingException failure) {
        int line = failure.getLocation() == null ? 1 : failure.getLocation().getLineNr();
        for (String text : failure.getOriginalMessage().split("\n", -1)) {
            int end = text.indexOf(", column ");
            if (text.startsWith(IN_LINE) && end > 0) {
                line = Numbers.integer(text.substring(IN_LINE.length(), end), 1, Integer.MAX_VALUE);
            }
        }
        return line;
    }

    private static boolean isEmptyText(JsonToken token, YAMLParser parser) throws IOException {
        return token == JsonToken.VALUE_STRING && parser.getText().isBlank();
    }

    private ConfigFile.Entry entry(YAMLParser parser) throws IOException {
        String key = parser.currentName();
        int line = parser.currentTokenLocation().getLineNr();
        if (!keys.add(key)) {
            throw bad(parser, key + " is given more than once");
        }
        boolean list = parser.nextToken() == JsonToken.START_ARRAY;
        List<String> texts = new ArrayList<>();
        if (list) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                texts.add(value(key, parser));
            }
        } else {
            texts.add(value(key, parser));
        }
        return new ConfigFile.Entry(key, line, list, texts);
    }

    private String value(String key, YAMLParser parser) throws IOException {
        if (parser.isCurrentAlias()) {
            throw bad(parser, key + ": aliases are not read");
        }
        return switch (parser.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> parser.getText();
            case VALUE_NULL -> throw bad(parser, key + " needs a value");
            default -> throw bad(parser, key + " takes a value or a list of values, and nothing deeper");
        };
    }

    private UsageException bad(YAMLParser parser, String what) {
        return new UsageException(place(parser.currentTokenLocation().getLineNr()) + what);
    }

    private String place(int line) {
        return path + ", line " + line + ": ";
    }
}
