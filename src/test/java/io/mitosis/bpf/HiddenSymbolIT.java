// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.config.LibbpfSettings;
import org.junit.jupiter.api.Test;

class HiddenSymbolIT {
    private static final String REGISTERS = "__irq_regs";

    /** Some kernels refuse the object with the symbol. */
    @Test
    void anObjectWithAHiddenSymbolLoadsOnAnyKernelAndMissesIt() {
        byte[] image = HiddenSymbol.in(TestBpf.image("registers"), REGISTERS);
        try (BpfObject object = BpfObject.load("registers", image, LibbpfSettings.DEFAULT, setup -> {})) {
            assertThat(object.program("has_registers").run()).isZero();
        }
    }

    @Test
    void onlyWholeNamesAreChanged() {
        String strings = "\0__irq_regs\0__irq_regs_too\0__irq_regs\0my__irq_regs\0";

        byte[] changed = HiddenSymbol.in(strings.getBytes(ISO_8859_1), REGISTERS);

        assertThat(new String(changed, ISO_8859_1))
                .isEqualTo("\0__irq_reg_\0__irq_regs_too\0__irq_reg_\0my__irq_regs\0");
    }
}
