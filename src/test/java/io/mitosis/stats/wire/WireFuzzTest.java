// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.cells.stats.Snapshot;
import io.mitosis.cells.stats.Snapshots;
import io.mitosis.fuzz.Reading;
import io.mitosis.fuzz.Texts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Any request gets a reply, and any reply is either parsed or refused. */
class WireFuzzTest {
    private static final String STATISTICS = "{\"req\":\"stats\",\"args\":{\"target\":\"top\"}}";
    private static final List<String> WORDS =
            Texts.json("\"req\":", "\"stats\"", "\"stats_meta\"", "\"args\":", "\"target\":", "\"top\"");

    private final Requests<Snapshot> requests = new Requests<>(Snapshot.source(() -> Snapshots.ofCells(2)));

    @Property(edgeCases = EdgeCasesMode.NONE)
    void request(@ForAll("requests") String line) {
        byte[] answer = Reading.of(IllegalStateException.class, () -> requests.answer(line));
        assertThat(answer).as("an answer").isNotNull();
        String reply = new String(answer, StandardCharsets.UTF_8);
        assertThat(reply).startsWith("{\"errno\":").endsWith("}}\n");
        assertThat(reply.indexOf('\n')).isEqualTo(reply.length() - 1);
        assertThat(reply.startsWith("{\"errno\":0,") || reply.length() < 1000)
                .as(reply)
                .isTrue();
    }

    @Provide
    Arbitrary<String> requests() {
        return received(Texts.like(WORDS, STATISTICS, "{\"req\":\"stats_meta\"}"));
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void reply(@ForAll("replies") String line) {
        JsonValue value = Reading.of(IllegalArgumentException.class, () -> JsonValue.parse(line));
        if (value != null) {
            assertThat(value.line()).doesNotContain("\n");
            assertThat(JsonValue.parse(value.line())).isEqualTo(value);
            Reading.of(
                    IllegalArgumentException.class, () -> value.member("args").member("resp"));
            Reading.of(
                    IllegalArgumentException.class, () -> value.member("errno").number());
        }
    }

    @Provide
    Arbitrary<String> replies() {
        String reply = new String(requests.answer(STATISTICS), StandardCharsets.UTF_8);
        return received(Texts.like(WORDS, reply, "{\"errno\":22,\"args\":{\"resp\":\"no\"}}"));
    }

    /** Text that arrives as bytes has no unpaired surrogates. */
    private static Arbitrary<String> received(Arbitrary<String> texts) {
        return texts.map(text -> new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }
}
