// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.stats.Snapshots;
import io.mitosis.docs.GeneratedText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Requests and replies, by exchanges that are kept: a difference is a change of the protocol, whose independent reader
 * is {@code src/test/python/check-stats}.
 */
class RequestsTest {
    private static final Path EXCHANGE = Path.of("src/test/resources/stats/exchange.txt");
    private static final Path META = Path.of("src/test/resources/stats/meta.json");
    private static final int TRIES = 1000;

    private final Requests<Snapshot> requests = new Requests<>(Snapshot.source(Snapshots::busy));

    @Test
    void exchangesAreAsKept() throws IOException {
        List<String> requests = Files.readString(EXCHANGE)
                .lines()
                .filter(line -> line.startsWith("> "))
                .toList();
        assertThat(requests).hasSize(14);
        StringBuilder exchange = new StringBuilder();
        for (String request : requests) {
            exchange.append(request).append("\n< ").append(answer(request.substring(2)));
        }
        GeneratedText.checkProtocol(EXCHANGE, exchange.toString());
    }

    @Test
    void theMetricsAreDescribedAsKept() throws IOException {
        JsonValue reply = JsonValue.parse(answer("{\"req\":\"stats_meta\"}"));
        GeneratedText.checkProtocol(
                META, withoutDescriptions(reply.member("args").member("resp"), "\n") + "\n");
    }

    @Test
    void theSnapshotOfTheMomentIsShown() {
        AtomicReference<Snapshot> latest = new AtomicReference<>();
        Requests<Snapshot> asked = new Requests<>(Snapshot.source(latest::get));
        String request = "{\"req\":\"stats\"}";
        assertThat(asked.answer(request)).asString().contains("\"errno\":22").contains("no statistics yet");
        latest.set(Snapshots.ofCells(3));
        assertThat(asked.answer(request)).asString().contains("\"num_cells\":3");
        latest.set(Snapshots.ofCells(4));
        assertThat(asked.answer(request)).asString().contains("\"num_cells\":4");
    }

    @Property(tries = TRIES)
    void whateverIsAskedOneLineAnswers(@ForAll("lines") String line) {
        String reply = answer(line);
        assertThat(reply.indexOf('\n')).isEqualTo(reply.length() - 1);
        JsonValue value = JsonValue.parse(reply);
        assertThat(value.members().keySet()).containsExactly("errno", "args");
        assertThat(value.member("errno").number()).isIn(0.0, 22.0);
    }

    /** Texts of all kinds, and requests of which a part was replaced. */
    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> mutated = Combinators.combine(
                        Arbitraries.integers().between(0, 39),
                        Arbitraries.integers().between(0, 10),
                        Arbitraries.of("", "{", "}", "[", "\"", "null", "1e999", "\\u0000", "\\", "\u0001", "[[[["))
                .as((at, length, by) -> {
                    String whole = "{\"req\":\"stats\",\"args\":{\"target\":\"top\"}}";
                    return whole.substring(0, at) + by + whole.substring(Math.min(whole.length(), at + length));
                });
        return Arbitraries.oneOf(mutated, Arbitraries.strings().ofMaxLength(100));
    }

    private String answer(String line) {
        return new String(requests.answer(line), StandardCharsets.UTF_8);
    }

    /** Returns the structs with a member a line, in the order of the names; {@code newline} has the indentation. */
    private static String withoutDescriptions(JsonValue value, String newline) {
        if (!(value instanceof JsonValue.Members(Map<String, JsonValue> members))) {
            return value instanceof JsonValue.Text(String text) ? "\"" + text + "\"" : value.toString();
        }
        List<String> kept = new ArrayList<>();
        new TreeMap<>(members).forEach((name, member) -> {
            if (!name.equals("desc")) {
                kept.add(newline + " \"" + name + "\": " + withoutDescriptions(member, newline + " "));
            }
        });
        return "{" + String.join(",", kept) + newline + "}";
    }
}
