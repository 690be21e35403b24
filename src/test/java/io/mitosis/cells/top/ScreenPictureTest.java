// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code scripts/lib/screen.py} draws what it knows, and draws nothing at all after what it does not know. */
class ScreenPictureTest {
    @TempDir
    private Path directory;

    private record Picture(int exit, String text) {}

    @Test
    void isOfTheScreenThatTheProgramLeft() throws IOException {
        Picture picture = draw("shell$ top\r\n" + "\u001b[?1049h\u001b[22;0;0t\u001b[?1h\u001b=\u001b[?25l\u001b[c"
                + "\u001b[H\u001b[2Jold\u001b[1;1H\u001b[32mnew\u001b(B\u001b[m\u001b[K\u001b[J"
                + "\u001b[?1049l\u001b[23;0;0tshell$ ");

        assertThat(picture.exit()).isZero();
        assertThat(picture.text()).contains(">new</text>").doesNotContain("old", "shell");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[1J",
                "\u001b[3J",
                "\u001b[3K",
                "\u001b[4h",
                "\u001b[8;24;80t",
                "\u001b[5S",
                "\u001b[5m",
                "\u001b(0q",
                "\u001b]0;title",
                "\t"
            })
    void isNotDrawnAfterASequenceThatIsNotKnown(String sequence) throws IOException {
        Picture picture = draw("text" + sequence + "text");

        assertThat(picture.exit()).isEqualTo(1);
        assertThat(picture.text()).contains("ValueError: unknown ");
    }

    private Picture draw(String written) throws IOException {
        Path input = Files.writeString(directory.resolve("written"), written);
        Process script = new ProcessBuilder("python3", "scripts/lib/screen-svg.py", "20", "3", "title", "description")
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(script.getInputStream().readAllBytes(), UTF_8);
        try {
            return new Picture(script.waitFor(), text);
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }
}
