// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mitosis.bpf.libbpf.bpf_object_open_opts;
import io.mitosis.config.LibbpfSettings;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That libbpf sees what it is told, by what it does about it. */
class OpenOptionsIT {
    @Test
    void loadsWithEveryOption() {
        load(new LibbpfSettings(true, "/sys/fs/bpf/pins", "CONFIG_HZ=1\n", "/sys/kernel/btf/vmlinux", ""));
    }

    @Test
    @SuppressWarnings("restricted") // none of the texts is longer
    void eachTextHasItsPlace() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment options =
                    OpenOptions.of(new LibbpfSettings(true, "/pins", "", "/btf", "/token"), "name", arena);
            assertThat(bpf_object_open_opts.sz(options)).isEqualTo(bpf_object_open_opts.sizeof());
            assertThat(bpf_object_open_opts.relaxed_maps(options)).isTrue();
            assertThat(bpf_object_open_opts.kconfig(options)).isEqualTo(MemorySegment.NULL);
            assertThat(List.of(
                            bpf_object_open_opts.object_name(options),
                            bpf_object_open_opts.pin_root_path(options),
                            bpf_object_open_opts.btf_custom_path(options),
                            bpf_object_open_opts.bpf_token_path(options)))
                    .extracting(text -> text.reinterpret(16).getString(0))
                    .containsExactly("name", "/pins", "/btf", "/token");
        }
    }

    @Test
    void asksForATokenWhereItIsTold() {
        assertThatExceptionOfType(BpfException.class)
                .isThrownBy(() -> load(new LibbpfSettings(false, "", "", "", "/no/token")))
                .satisfies(failed -> assertThat(failed.log()).contains("/no/token"));
    }

    private static void load(LibbpfSettings options) {
        BpfObject.load("ops", TestBpf.image("struct_ops"), options, setup -> {}).close();
    }
}
