// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtendedAttributesTest {
    @Test
    void readsThoseWithThePrefix(@TempDir Path temp) throws IOException {
        assertThat(read(temp)).isEmpty();
        set(temp, "other", "x");
        assertThat(read(temp)).isEmpty();
        set(temp, "test.weight", "2");
        set(temp, "test.nothing", "");
        set(temp, "test", "not with the point");
        assertThat(read(temp)).containsOnly(Map.entry("weight", "2"), Map.entry("nothing", ""));
    }

    @Test
    void readsLongOnes(@TempDir Path temp) throws IOException {
        for (int i = 0; i < 20; i++) {
            set(temp, "x".repeat(100) + i, "x");
        }
        set(temp, "test.long", "y".repeat(1500));
        assertThat(read(temp)).containsOnly(Map.entry("long", "y".repeat(1500)));
    }

    @Test
    void whatIsNotThereIsNotEmpty(@TempDir Path temp) {
        assertThat(read(temp.resolve("missing"))).isNull();
    }

    @Test
    void aFileSystemWithoutAttributesHasNone() {
        assertThat(read(Path.of("/proc/self"))).isEmpty();
    }

    private static Map<String, String> read(Path path) {
        return ExtendedAttributes.read(path, "user.test.");
    }

    private static void set(Path path, String name, String value) throws IOException {
        Files.getFileAttributeView(path, UserDefinedFileAttributeView.class)
                .write(name, ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }
}
