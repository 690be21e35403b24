// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControllersTest {
    @Test
    void knowsWholeNames() {
        assertThat(Controllers.parse("cpuset cpu io\n")).isEqualTo(new Controllers(true, true));
        assertThat(Controllers.parse("cpuset\n")).isEqualTo(new Controllers(true, false));
        assertThat(Controllers.parse("io cpu")).isEqualTo(new Controllers(false, true));
        assertThat(Controllers.parse("\n")).isEqualTo(new Controllers(false, false));
        assertThat(Controllers.parse("cpusets mycpu")).isEqualTo(new Controllers(false, false));
    }

    @Test
    void aCgroupThatHasGoneHasNone(@TempDir Path temp) throws IOException {
        assertThat(Controllers.of(temp.resolve("gone"))).isEqualTo(new Controllers(false, false));
    }
}
