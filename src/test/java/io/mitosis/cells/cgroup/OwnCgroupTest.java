// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCgroupTest {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    @TempDir
    private Path temp;

    @Test
    void isWhereTheKernelSaysBelowTheMount() throws IOException {
        assertThat(own("/", "0::/system.slice/mitosis.service\n"))
                .isEqualTo(ROOT.resolve("system.slice/mitosis.service"));
        assertThat(own("/", "4:memory:/else\n1:name=systemd:/else\n0::/a b\n")).isEqualTo(ROOT.resolve("a b"));
        assertThat(own("/", "0::/\n")).isEqualTo(ROOT);
        assertThat(own("/system.slice", "0::/system.slice/mitosis.service\n"))
                .isEqualTo(ROOT.resolve("mitosis.service"));
    }

    @Test
    void isNowhereIfTheMountDoesNotShowIt() throws IOException {
        assertThat(own("/system.slice", "0::/user.slice/shell\n")).isNull();
        assertThat(own("/", "0::/../outside\n")).isNull();
        assertThat(own("/", "0::relative\n")).isNull();
        assertThat(own("/", "2:cpu:/else\n")).isNull();
        assertThat(own("/", "")).isNull();
        assertThat(new OwnCgroup(ROOT, "/", temp.resolve("none")).directory()).isNull();
    }

    private Path own(String mounted, String cgroup) throws IOException {
        Path file = Files.writeString(temp.resolve("cgroup"), cgroup);
        return new OwnCgroup(ROOT, mounted, file).directory();
    }
}
