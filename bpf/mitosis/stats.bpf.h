/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Counting: plain increments, each field with one writer (see intf.h), and a mark
 * for Java where to look. Java may clear a mark that is read here before what was
 * counted can be seen: hence it looks once more the next time.
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
 * Under the run queue lock of @cpu, but for count_rescued(). A mask, not a
 * comparison, is what compilers leave in place for the verifier.
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

/* For what select_cpu counts too: the executing CPU's, whose interrupts are off. */
#define count_here(cell, counter) add_usage(bpf_get_smp_processor_id(), cell, counter, 1)

#endif
