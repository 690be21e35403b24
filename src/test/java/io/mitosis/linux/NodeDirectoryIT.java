// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Cgroups of this machine are found by their ids. */
class NodeDirectoryIT {
    @Test
    void aCgroupIsFoundByItsId() throws IOException {
        Path mount = mount();
        Path outer = Files.createDirectory(
                mount.resolve("mitosis-node-" + ProcessHandle.current().pid()));
        Path inner = Files.createDirectory(outer.resolve("inner é"));
        long cgid = (Long) Files.getAttribute(inner, "unix:ino");
        try {
            assertThat(NodeDirectory.find(mount, cgid)).isEqualTo(inner);
            assertThat(NodeDirectory.find(mount, (Long) Files.getAttribute(mount, "unix:ino")))
                    .isEqualTo(mount);
        } finally {
            Files.delete(inner);
            Files.delete(outer);
        }
        assertThat(NodeDirectory.find(mount, cgid)).isNull();
        assertThat(NodeDirectory.find(mount, -1)).isNull();
        assertThat(NodeDirectory.find(mount.resolve("none"), 1)).isNull();
    }

    /** It may be mounted elsewhere than usual. */
    private static Path mount() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> line.split(" ", -1))
                .filter(field -> field[2].equals("cgroup2"))
                .map(field -> Path.of(field[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no cgroup2 is mounted"));
    }
}
