// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.fuzz.Reading;
import io.mitosis.fuzz.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Lines are those that were sent, or the connection is given up. */
class LineBufferFuzzTest {
    @Property(edgeCases = EdgeCasesMode.NONE)
    void lines(@ForAll("bytes") byte[] bytes) {
        List<String> lines = Reading.of(IOException.class, () -> read(bytes));
        if (lines != null) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            assertThat(String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).isEqualTo(text.substring(0, end));
        }
    }

    @Provide
    Arbitrary<byte[]> bytes() {
        return Texts.bytesLike(List.of("\n", "\n\n", "{}", "a", "\r\n"), "{\"req\":\"stats\"}\n", "a\nb\n");
    }

    private static List<String> read(byte[] bytes) throws IOException {
        List<String> lines = new ArrayList<>();
        LineBuffer buffer = new LineBuffer();
        try (ReadableByteChannel channel = Channels.newChannel(new ByteArrayInputStream(bytes))) {
            while (buffer.read(channel) >= 0) {
                for (String line = buffer.take(); line != null; line = buffer.take()) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }
}
