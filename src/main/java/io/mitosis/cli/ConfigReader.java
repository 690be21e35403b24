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
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new UsageException(
                    place(line) + e.getOriginalMessage().lines().findFirst().orElse("not YAML"), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from a text", e);
        }
        return entries;
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
