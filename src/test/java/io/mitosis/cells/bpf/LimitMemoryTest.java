// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import static org.assertj.core.api.Assertions.assertThat;

import io.mitosis.bpf.BtfStruct;
import io.mitosis.bpf.ElfSections;
import io.mitosis.bpf.ObjectBtf;
import io.mitosis.bpf.StructMemory;
import io.mitosis.cells.limit.LimitEntry;
import io.mitosis.cells.limit.LimitReading;
import io.mitosis.cells.limit.Throttling;
import io.mitosis.linux.NativeMemory;
import io.mitosis.scx.ScxObject;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits are read as the BPF side lays them out, in memory of the test's own. */
class LimitMemoryTest {
    private static final int ENTRIES = 8;
    private static final long MARKED = 0x1_0000_0000L;

    private final ObjectBtf btf = new ObjectBtf("mitosis", ElfSections.read(ScxObject.image(CellsBpf.NAME), ".BTF"));
    private final List<NativeMemory> entries = new ArrayList<>();
    private final LimitMemory memory;
    private long end = ENTRIES;
    private long missed;

    LimitMemoryTest() {
        BtfStruct limit = btf.struct("limit");
        Arena arena = Arena.ofAuto();
        for (int i = 0; i < ENTRIES; i++) {
            entries.add(new NativeMemory(arena.allocate(limit.size(), 64)));
        }
        memory = new LimitMemory(btf, entries::get, ENTRIES, () -> end, () -> missed);
    }

    @Test
    void eachFieldIsReadFromItsPlace() {
        StructMemory entry = entry(3);
        entry.put("serial", MARKED + 1);
        entry.put("cgid", MARKED + 2);
        entry.put("quota", MARKED + 3);
        entry.put("period", MARKED + 4);
        entry.put("burst", MARKED + 5);
        entry.put("nr_periods", MARKED + 6);
        entry.put("nr_throttled", MARKED + 7);
        entry.put("throttled_ns", MARKED + 8);
        entry.put("throttled", 1);
        entry.put("throttled_since", MARKED + 9);
        entry.put("longest_ns", MARKED + 10);
        entry.put("waiting", -1);
        missed = 5;

        assertThat(memory.read())
                .isEqualTo(new LimitReading(
                        List.of(new LimitEntry(
                                MARKED + 1,
                                MARKED + 2,
                                MARKED + 3,
                                MARKED + 4,
                                MARKED + 5,
                                new Throttling(MARKED + 6, MARKED + 7, MARKED + 8),
                                true,
                                MARKED + 9,
                                MARKED + 10,
                                0xffff_ffffL)),
                        5,
                        ENTRIES - 1));
    }

    @Test
    void entriesThatAreFreeOrBeingFilledAreNotRead() {
        entry(1).put("serial", 11);
        entry(2).put("serial", -1);
        entry(4).put("serial", 14);
        assertThat(serials()).containsExactly(11L, 14L);
    }

    @Test
    void theFirstEntryAndThoseThatWereNeverUsedAreNotRead() {
        for (int i = 0; i < ENTRIES; i++) {
            entry(i).put("serial", 10 + i);
        }
        end = 3;
        assertThat(serials()).containsExactly(11L, 12L);
        end = 0;
        assertThat(serials()).isEmpty();
        end = 0xffff_ffffL;
        assertThat(serials()).hasSize(ENTRIES - 1);
    }

    private List<Long> serials() {
        return memory.read().entries().stream().map(LimitEntry::serial).toList();
    }

    private StructMemory entry(int index) {
        return new StructMemory(entries.get(index), btf.struct("limit"));
    }
}
