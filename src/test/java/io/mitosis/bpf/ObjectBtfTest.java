// SPDX-License-Identifier: Apache-2.0
package io.mitosis.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ObjectBtfTest {
    private final ObjectBtf btf = new ObjectBtf("basics", ElfSections.read(TestBpf.image("basics"), ".BTF"));

    @Test
    void knowsWhereTheFieldsOfAStructLie() {
        BtfStruct slot = btf.struct("slot");

        assertThat(slot.size()).isEqualTo(88);
        assertThat(slot.field("sum")).isEqualTo(new BtfMember("struct slot.sum", 0, 8, 1));
        assertThat(slot.field("pointer")).isEqualTo(new BtfMember("struct slot.pointer", 8, 8, 1));
        assertThat(slot.field("inners")).isEqualTo(new BtfMember("struct slot.inners", 16, 16, 3));
        assertThat(slot.field("pairs")).isEqualTo(new BtfMember("struct slot.pairs", 64, 4, 4));
        assertThat(slot.field("pairs").size()).isEqualTo(16);
        assertThat(btf.struct("inner").field("text")).isEqualTo(new BtfMember("struct inner.text", 4, 1, 12));
    }

    @Test
    void tellsWhatThereIs() {
        assertThat(btf.hasField("slot", "sum")).isTrue();
        assertThat(btf.hasField("slot", "su")).isFalse();
        assertThat(btf.hasField("slo", "sum")).isFalse();
        assertThat(btf.hasFunction("add")).isTrue();
        assertThat(btf.hasFunction("slot")).isFalse();
    }

    @Test
    void readsEnumsOfBothWidths() {
        assertThat(btf.enumValue("narrow", "NARROW_MINUS")).isEqualTo(-2);
        assertThat(btf.enumValue("narrow", "NARROW_TWO")).isEqualTo(2);
        assertThat(btf.enumeration("narrow").isComplete()).isTrue();
        assertThat(btf.enumValue("wide", "WIDE_TOP")).isEqualTo(Long.MIN_VALUE);
        assertThat(btf.enumeration("wide").isComplete()).isTrue();
        assertThat(btf.enumeration("wide").has("NARROW_TWO")).isFalse();
    }

    @Test
    void noticesEnumsThatLostTheirHighHalf() {
        // What a tool without enum64 writes for an enum of 8 bytes: one constant, low 32 bits 0.
        BtfEnum cut = new BtfEnum(btf, "enum wide", record(1, 6, 1, 8, 0, 0));
        BtfEnum unsigned = new BtfEnum(btf, "enum e", record(1, 6, 1, 4, 0, -1));

        assertThat(cut.isComplete()).isFalse();
        assertThat(unsigned.isComplete()).isTrue();
        assertThat(unsigned.value("")).isEqualTo(0xffff_ffffL);
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> btf.struct("slots")).hasMessage("BPF object basics has no struct slots");
        assertThatThrownBy(() -> btf.struct("slot").field("sun"))
                .hasMessage("BPF object basics: struct slot has no sun");
        assertThatThrownBy(() -> btf.struct("slot").field("bits"))
                .hasMessage("BPF object basics: struct slot.bits is a bit field");
        assertThatThrownBy(() -> btf.section(".data.more")).hasMessage("BPF object basics has no section .data.more");
        assertThatThrownBy(() -> btf.section(".bss").field("totals"))
                .hasMessage("BPF object basics: section .bss has no totals");
        assertThatThrownBy(() -> btf.enumeration("wider")).hasMessage("BPF object basics has no enum wider");
        assertThatThrownBy(() -> btf.enumValue("wide", "WIDE")).hasMessage("BPF object basics: enum wide has no WIDE");
    }

    @Test
    void refusesWhatIsNoBtf() {
        assertThatThrownBy(() -> new ObjectBtf("basics", new byte[10])).hasMessage("basics: this is no BTF");
        assertThatThrownBy(() -> new ObjectBtf("basics", new byte[100])).hasMessage("basics: this is no BTF");
    }

    private static ByteBuffer record(int name, int kind, int count, int size, int... rest) {
        ByteBuffer record = ByteBuffer.allocate(12 + 4 * rest.length).order(ByteOrder.nativeOrder());
        record.putInt(name).putInt(kind << 24 | count).putInt(size);
        for (int word : rest) {
            record.putInt(word);
        }
        return record;
    }
}
