// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CpuGroupsTest {
    @TempDir
    Path root;

    @Test
    void countsThoseWithTheController() throws IOException {
        assertThat(count("nr_descendants 30\nnr_subsys_cpuset 4\nnr_subsys_cpu 12\nnr_dying_descendants 1\n"))
                .isEqualTo(12);
    }

    @Test
    void countsAllWhereTheKernelDoesNotTell() throws IOException {
        assertThat(count("nr_descendants 30\nnr_dying_descendants 1\n")).isEqualTo(30);
    }

    @Test
    void nothingToReadIsNone() throws IOException {
        assertThat(CpuGroups.count(root)).isZero();
        assertThat(count("something else\n")).isZero();
    }

    private int count(String stat) throws IOException {
        Files.writeString(root.resolve("cgroup.stat"), stat);
        return CpuGroups.count(root);
    }
}
