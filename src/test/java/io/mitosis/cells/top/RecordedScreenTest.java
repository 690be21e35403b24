// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The picture in the README shows the table as it is now. {@code scripts/record-top} makes it anew. */
class RecordedScreenTest {
    @Test
    void hasTheHeadingsAndTheKeysOfTheTable() throws IOException {
        View window = new View(80, 12, false, SortKey.UTIL, false, 0, false, "");
        List<String> lines = Table.lines(Snapshots.some().read(), window);
        assertThat(Files.readString(Path.of("docs/top.svg")))
                .contains(
                        ">" + lines.get(3).strip() + "<", ">" + lines.getLast().strip() + "<");
    }
}
