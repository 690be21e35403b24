// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KernelBtfIT {
    @Test
    void readsTheRunningKernelsTypes() {
        try (KernelBtf kernel = KernelBtf.load()) {
            BtfMember name = kernel.struct("task_struct").field("comm");
            assertThat(name.size()).isEqualTo(16);
            assertThat(kernel.hasField("task_struct", "pid")).isTrue();
            assertThat(kernel.hasField("task_struct", "no_such_field")).isFalse();
            assertThat(kernel.hasField("no_such_struct", "pid")).isFalse();
            assertThat(kernel.hasFunction("schedule")).isTrue();
            assertThat(kernel.hasFunction("no_such_function")).isFalse();
            assertThat(kernel.hasVariable("runqueues")).isTrue();
            assertThat(kernel.hasVariable("schedule")).isFalse();
            assertThat(kernel.parameterCount("schedule")).isZero();
            assertThat(kernel.parameterCount("vfs_read")).isEqualTo(4);
            assertThat(kernel.enumValue("bpf_map_type", "BPF_MAP_TYPE_ARRAY")).isEqualTo(2);
            assertThat(kernel.enumeration("bpf_map_type").isComplete()).isTrue();
        }
    }

    @Test
    void namesWhatTheKernelDoesNotHave() {
        try (KernelBtf kernel = KernelBtf.load()) {
            assertThatThrownBy(() -> kernel.struct("no_such_struct"))
                    .hasMessage("the kernel has no struct no_such_struct");
            assertThatThrownBy(() -> kernel.struct("task_struct").field("no_such_field"))
                    .hasMessage("the kernel: struct task_struct has no no_such_field");
            assertThatThrownBy(() -> kernel.parameterCount("no_such_function"))
                    .hasMessage("the kernel has no function no_such_function");
            assertThatThrownBy(() -> kernel.enumValue("bpf_map_type", "NO_SUCH_TYPE"))
                    .hasMessage("the kernel: enum bpf_map_type has no NO_SUCH_TYPE");
        }
    }

    @Test
    void canBeClosedTwiceAndIsOfNoUseThen() {
        KernelBtf kernel = KernelBtf.load();
        kernel.close();
        kernel.close();

        assertThatThrownBy(() -> kernel.struct("task_struct")).isInstanceOf(IllegalStateException.class);
    }
}
