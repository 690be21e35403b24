// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir
    private Path root;

    @Test
    void tellsTheHostsPidNamespaceFromOthers() throws IOException {
        assertThat(inHostNamespace("pid:[4026531836]")).isTrue();
        assertThat(inHostNamespace("pid:[4026532199]")).isFalse();
    }

    @Test
    void takesAProcessForOneOfTheHostIfNothingTells() {
        assertThat(new Preflight(root).isInHostPidNamespace()).isTrue();
    }

    private boolean inHostNamespace(String link) throws IOException {
        Path namespaces = Files.createDirectories(root.resolve("proc/self/ns"));
        Files.deleteIfExists(namespaces.resolve("pid"));
        Files.createSymbolicLink(namespaces.resolve("pid"), Path.of(link));
        return new Preflight(root).isInHostPidNamespace();
    }
}
