// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.plan;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Writes JSON anew, with the members of its objects and the elements of its arrays in any order. */
final class ShuffledJson {
    private final Random random;
    private final Set<String> ordered;

    private ShuffledJson(Random random, Set<String> ordered) {
        this.random = random;
        this.ordered = ordered;
    }

    /** Shuffles all but the elements of the arrays that are members of these names. */
    static String of(String json, Random random, String... ordered) {
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            parser.nextToken();
            return new ShuffledJson(random, Set.of(ordered)).value(parser, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String value(JsonParser parser, String member) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return quoted(parser.getText());
        }
        if (parser.currentToken().isScalarValue()) {
            return parser.getText();
        }
        boolean object = parser.currentToken() == JsonToken.START_OBJECT;
        List<String> parts = new ArrayList<>();
        while (!parser.nextToken().isStructEnd()) {
            String name = object ? parser.currentName() : "";
            if (object) {
                parser.nextToken();
            }
            parts.add((object ? quoted(name) + ":" : "") + value(parser, name));
        }
        if (object || !ordered.contains(member)) {
            Collections.shuffle(parts, random);
        }
        String inner = String.join(",", parts);
        return object ? "{" + inner + "}" : "[" + inner + "]";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
