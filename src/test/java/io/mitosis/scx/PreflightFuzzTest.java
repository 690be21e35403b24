// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scx;

import io.mitosis.exit.MitosisException;
import io.mitosis.fuzz.Reading;
import io.mitosis.fuzz.Scratch;
import io.mitosis.fuzz.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Any command line of the kernel either isolates CPUs or does not, and causes no other exception. */
class PreflightFuzzTest {
    private static Path root = Path.of("/nonexistent");

    @BeforeContainer
    static void makeRoot() throws IOException {
        root = Scratch.directory("root");
        Files.createDirectory(root.resolve("proc"));
    }

    @AfterContainer
    static void removeRoot() throws IOException {
        Files.deleteIfExists(root.resolve("proc/cmdline"));
        Files.delete(root.resolve("proc"));
        Files.delete(root);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void kernelCommandLine(@ForAll("lines") byte[] line) throws IOException {
        Files.write(root.resolve("proc/cmdline"), line);
        Reading.of(MitosisException.class, () -> {
            new Preflight(root).requireNoIsolatedCpus();
            return null;
        });
    }

    @Provide
    Arbitrary<byte[]> lines() {
        return Texts.bytesLike(
                List.of("isolcpus=", "domain", "nohz", ",", "1-3", " ", "quiet", "\""),
                "console=ttyS0 isolcpus=1-3 quiet\n",
                "isolcpus=nohz,domain,2\n");
    }
}
