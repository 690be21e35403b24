// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.stats.Metrics;
import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.stats.Snapshots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Requests and replies, by exchanges that were written from the description of the protocol. */
class RequestsTest {
    private static final int TRIES = 1000;

    private final Requests<Snapshot> requests = new Requests<>(Metrics.source(Snapshots::busy));

    @Test
    void exchangesAreAsWritten() throws IOException {
        List<String> exchange = resource("exchange.txt").lines().toList();
        for (int i = 0; i < exchange.size(); i += 2) {
            assertThat("< " + answer(exchange.get(i).substring(2)))
                    .as(exchange.get(i))
                    .isEqualTo(exchange.get(i + 1) + "\n");
        }
        assertThat(exchange).hasSize(28);
    }

    @Test
    void theMetricsAreDescribedAsWritten() throws IOException {
        JsonValue reply = JsonValue.parse(answer("{\"req\":\"stats_meta\"}"));
        assertThat(withoutDescriptions(reply.member("args").member("resp")))
                .isEqualTo(withoutDescriptions(JsonValue.parse(resource("meta.json"))));
    }

    @Test
    void theSnapshotOfTheMomentIsShown() {
        AtomicReference<Snapshot> latest = new AtomicReference<>();
        Requests<Snapshot> asked = new Requests<>(Metrics.source(latest::get));
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

    private static JsonValue withoutDescriptions(JsonValue value) {
        if (!(value instanceof JsonValue.Members(Map<String, JsonValue> members))) {
            return value;
        }
        Map<String, JsonValue> kept = new TreeMap<>();
        members.forEach((name, member) -> {
            if (!name.equals("desc")) {
                kept.put(name, withoutDescriptions(member));
            }
        });
        return new JsonValue.Members(kept);
    }

    private static String resource(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(RequestsTest.class.getResourceAsStream("/stats/" + name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
