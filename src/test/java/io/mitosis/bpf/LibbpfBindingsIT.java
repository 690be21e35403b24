// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.bpf.libbpf.bpf_object_open_opts;
import io.mitosis.bpf.libbpf.bpf_test_run_opts;
import io.mitosis.bpf.libbpf.libbpf_h;
import io.mitosis.linux.CallShape;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The hand-written calls agree with libbpf's headers as jextract has read them. */
class LibbpfBindingsIT {
    @BeforeAll
    static void load() {
        Libbpf.load();
    }

    @Test
    void callsFunctionsThatFitTheOneCallShape() throws ReflectiveOperationException {
        assertThat(CallShape.check(LibbpfCalls.class, libbpf_h.class)).isEmpty();
    }

    @Test
    void knowsTheOptionsOfOpen() {
        assertThat(bpf_object_open_opts.layout().byteOffset(groupElement("sz"))).isZero();
        assertThat(bpf_object_open_opts.layout().byteOffset(groupElement("object_name")))
                .isEqualTo(OpenOptions.NAME);
        assertThat(bpf_object_open_opts.layout().byteOffset(groupElement("relaxed_maps")))
                .isEqualTo(OpenOptions.SHORT_SIZE);
    }

    @Test
    void knowsTheOptionsOfRun() {
        assertThat(bpf_test_run_opts.layout().byteOffset(groupElement("sz"))).isZero();
        assertThat(bpf_test_run_opts.layout().byteOffset(groupElement("retval")))
                .isEqualTo(SyscallProgram.OPTIONS_RETVAL);
        assertThat(bpf_test_run_opts.sizeof()).isEqualTo(SyscallProgram.OPTIONS_SIZE);
    }
}
