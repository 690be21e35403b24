// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CgroupV1Test {
    @Test
    void knowsTheControllersOfEachHierarchy() {
        String hybrid = "4:cpu,cpuacct:/a:b\n3:cpuset:/\n1:name=systemd:/init.scope\n0::/init.scope\n";
        assertThat(CgroupV1.has("cpu", hybrid)).isTrue();
        assertThat(CgroupV1.has("cpuset", hybrid)).isTrue();
        assertThat(CgroupV1.has("memory", hybrid)).isFalse();
        assertThat(CgroupV1.has("cpu", "4:cpuacct:/cpu\n1:name=cpu:/\n0::/cpu\n"))
                .isFalse();
    }

    @Test
    void whereThereIsOnlyCgroup2ThereAreNone() {
        assertThat(CgroupV1.has("cpu", "0::/user.slice\n")).isFalse();
        assertThat(CgroupV1.has("cpu", "")).isFalse();
        assertThat(CgroupV1.has("cpu", "cpu\n::\n")).isFalse();
        assertThat(CgroupV1.has("no such controller")).isFalse();
    }
}
