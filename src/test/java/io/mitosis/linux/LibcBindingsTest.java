// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.linux.libc.itimerspec;
import io.mitosis.linux.libc.libc_h;
import java.lang.foreign.FunctionDescriptor;
import org.junit.jupiter.api.Test;

/** The hand-written calls agree with the C headers as jextract has read them. */
class LibcBindingsTest {
    @Test
    void callsFunctionsThatFitTheOneCallShape() throws ReflectiveOperationException {
        // Three have "...": integers alone are passed to them, as to any other. Of sendto jextract can make nothing.
        assertThat(CallShape.check(Libc.class, libc_h.class))
                .containsExactlyInAnyOrder("open", "sendto", "syscall", "prctl");
        assertThat(libc_h.open.makeInvoker().descriptor())
                .isEqualTo(FunctionDescriptor.of(libc_h.C_INT, libc_h.C_POINTER, libc_h.C_INT));
        assertThat(libc_h.syscall.makeInvoker().descriptor())
                .isEqualTo(FunctionDescriptor.of(libc_h.C_LONG, libc_h.C_LONG));
        assertThat(libc_h.prctl.makeInvoker().descriptor())
                .isEqualTo(FunctionDescriptor.of(libc_h.C_INT, libc_h.C_INT));
    }

    @Test
    void knowsItimerspec() {
        assertThat(itimerspec.sizeof()).isEqualTo(TimerFd.ITIMERSPEC_SIZE);
        assertThat(offset("it_interval", "tv_sec")).isEqualTo(TimerFd.INTERVAL_SECONDS);
        assertThat(offset("it_interval", "tv_nsec")).isEqualTo(TimerFd.INTERVAL_NANOS);
        assertThat(offset("it_value", "tv_sec")).isEqualTo(TimerFd.FIRST_SECONDS);
        assertThat(offset("it_value", "tv_nsec")).isEqualTo(TimerFd.FIRST_NANOS);
    }

    private static long offset(String outer, String inner) {
        return itimerspec.layout().byteOffset(groupElement(outer), groupElement(inner));
    }
}
