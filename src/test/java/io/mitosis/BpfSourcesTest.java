// SPDX-License-Identifier: Apache-2.0
package io.mitosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * BPF programs read enumerators of the kernel by {@code SCX()} only. {@code kernel.bpf.h} declares them with
 * placeholders, so a bare name compiles and has a wrong value.
 */
class BpfSourcesTest {
    private static final Path SOURCES = Path.of("bpf");
    private static final Pattern BARE_NAME = Pattern.compile("\\bSCX_\\w+");

    /** Comments, include guards, declarations of enums, and the macros by which CO-RE finds the value of a name. */
    private static final Pattern ALLOWED = Pattern.compile("(?s)/\\*.*?\\*/"
            + "|(?m:^#(?:ifndef|define) SCX_\\w+_H$)"
            + "|\\benum scx_\\w+ \\{[^}]*\\}"
            + "|\\b(?:SCX|bpf_core_enum_value_exists)\\([^()]*\\)");

    @Test
    void enumeratorsOfTheKernelAreReadByTheMacroOnly() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> bare = files.filter(Files::isRegularFile)
                    .flatMap(file -> bareNames(read(file)).map(name -> file + ": " + name))
                    .toList();

            assertThat(bare).isEmpty();
        }
    }

    @Test
    void aBareNameIsFound() {
        assertThat(bareNames("if (flags & SCX_ENQ_WAKEUP) /* SCX_ENQ_HEAD */ go(SCX(enq_flags, SCX_ENQ_LAST));"))
                .containsExactly("SCX_ENQ_WAKEUP");
        assertThat(bareNames("#define SCX_KERNEL_H\nenum scx_enq_flags {\n\tSCX_ENQ_HEAD = 1,\n};\nx = SCX_ENQ_HEAD;"))
                .containsExactly("SCX_ENQ_HEAD");
    }

    private static Stream<String> bareNames(String source) {
        String rest = ALLOWED.matcher(source).replaceAll(" ");
        return BARE_NAME.matcher(rest).results().map(MatchResult::group);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
