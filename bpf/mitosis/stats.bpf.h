/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Counters: plain increments, each field with one writer (see intf.h), and marks that
 * show Java where to read. Java may clear a mark before the counted value is visible:
 * hence it reads once more the next time.
 */
#ifndef MITOSIS_STATS_BPF_H
#define MITOSIS_STATS_BPF_H

#include "types.bpf.h"

_Static_assert((MAX_CELLS & (MAX_CELLS - 1)) == 0, "a power of two");

static __always_inline struct cpu_usage *usage_of(u32 cpu)
{
	return bpf_map_lookup_elem(&usage, &cpu);
}

/* A byte, not a bit, for each cell: it can be set beside others without an atomic operation. */
static __always_inline void mark_touched(struct cpu_usage *of_cpu, u32 cell)
{
	if (!READ_ONCE(of_cpu->touched[cell]))
		of_cpu->touched[cell] = 1;
}

/*
 * Under the run queue lock of @cpu, except for count_rescued(). The index is masked, not
 * compared: compilers leave that in place for the verifier.
 */
#define add_usage(cpu, cell, field, n)                     \
	({                                                 \
		struct cpu_usage *of_cpu = usage_of(cpu);  \
		u32 index = (cell) & (MAX_CELLS - 1);      \
		if (of_cpu) {                              \
			of_cpu->cells[index].field += (n); \
			mark_touched(of_cpu, index);       \
		}                                          \
	})

#define count(cpu, cell, counter) add_usage(cpu, cell, counter, 1)
#define add_runtime(cpu, cell, ns) add_usage(cpu, cell, running_ns, ns)

/* Counts on the executing CPU, whose interrupts are off: for select_cpu, too. */
#define count_here(cell, counter) add_usage(bpf_get_smp_processor_id(), cell, counter, 1)

#endif
