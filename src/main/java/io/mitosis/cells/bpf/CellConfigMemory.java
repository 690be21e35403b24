// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.bpf;

import io.mitosis.bpf.BtfMember;
import io.mitosis.bpf.BtfStruct;
import io.mitosis.bpf.ObjectBtf;
import io.mitosis.cells.model.CellCpus;
import io.mitosis.cells.model.CellLayout;
import io.mitosis.cells.model.CellOwner;
import io.mitosis.linux.NativeMemory;
import io.mitosis.topology.CpuMask;

/** Writes a layout to {@code struct cell_config}, where the BPF side reads it. */
final class CellConfigMemory {
    /** The guests' weight in a cell that does not lend: a tenth of the CPU beside one task of nice 0, which has 100. */
    private static final short GUESTS_WITHOUT_LENDING = 11;

    private static final short AS_NICE_0 = 0;

    private final NativeMemory config;
    private final BtfMember ownerCount;
    private final BtfMember owners;
    private final BtfMember cpuCell;
    private final BtfMember guestWeight;
    private final BtfMember borrowable;
    private final BtfMember ownerCgid;
    private final BtfMember ownerCell;
    // Words of a set of CPUs that are written. The others stay 0: every access counts before the JIT compiles it.
    private final int usedWords;

    /**
     * Looks up the offsets of all fields.
     *
     * @param config the memory of the whole struct
     * @param possibleCpus the number of possible CPUs of the machine
     */
    CellConfigMemory(ObjectBtf btf, NativeMemory config, int possibleCpus) {
        this.config = config;
        BtfStruct layout = btf.struct("cell_config");
        ownerCount = layout.field("nr_owners");
        owners = layout.field("owners");
        cpuCell = layout.field("cpu_cell");
        guestWeight = layout.field("guest_weight");
        borrowable = layout.field("borrowable");
        BtfStruct owner = btf.struct("cell_owner");
        ownerCgid = owner.field("cgid");
        ownerCell = owner.field("cell");
        usedWords = (possibleCpus + Long.SIZE - 1) / Long.SIZE;
    }

    /** Returns the largest number of cells, the root cell included. */
    int maxCells() {
        return owners.elements();
    }

    void write(CellLayout layout) {
        int count = 0;
        for (CellCpus cell : layout.cells()) {
            short id = (short) cell.cell().id().value();
            cell.primary().stream().forEach(cpu -> config.putShort(cpuCell.offset() + (long) cpu * Short.BYTES, id));
            config.putShort(
                    guestWeight.offset() + (long) id * Short.BYTES, cell.lends() ? AS_NICE_0 : GUESTS_WITHOUT_LENDING);
            writeBorrowable(id, cell.borrowable());
            CellOwner owner = cell.cell().owner();
            if (owner != null) {
                long entry = owners.offset() + (long) count * owners.elementSize();
                config.putLong(entry + ownerCgid.offset(), owner.cgid());
                config.putInt(entry + ownerCell.offset(), id);
                count++;
            }
        }
        config.putInt(ownerCount.offset(), count);
    }

    private void writeBorrowable(int id, CpuMask cpus) {
        long start = borrowable.offset() + (long) id * borrowable.elementSize();
        long[] words = cpus.toLongArray();
        for (int i = 0; i < usedWords; i++) {
            config.putLong(start + (long) i * Long.BYTES, i < words.length ? words[i] : 0);
        }
    }
}
