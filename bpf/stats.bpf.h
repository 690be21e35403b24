/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Counting: plain increments, each field with one writer (see intf.h).
 */
#ifndef MITOSIS_STATS_BPF_H
#define MITOSIS_STATS_BPF_H

#include "types.bpf.h"

_Static_assert((MAX_CELLS & (MAX_CELLS - 1)) == 0, "a power of two");

static __always_inline struct cell_usage *usage_of(u32 cpu, u32 cell)
{
	struct cpu_usage *of_cpu = bpf_map_lookup_elem(&usage, &cpu);

	/* A mask, not a comparison, is what compilers leave in place for the verifier. */
	return of_cpu ? &of_cpu->cells[cell & (MAX_CELLS - 1)] : NULL;
}

/* Under the run queue lock of @cpu, but for count_rescued(). */
#define add_usage(cpu, cell, field, n)                        \
	({                                                    \
		struct cell_usage *use = usage_of(cpu, cell); \
		if (use)                                      \
			use->field += (n);                    \
	})

#define count(cpu, cell, counter) add_usage(cpu, cell, counter, 1)
#define book_running(cpu, cell, ns) add_usage(cpu, cell, running_ns, ns)

/* For what select_cpu counts too: the executing CPU's, whose interrupts are off. */
#define count_here(cell, counter) add_usage(bpf_get_smp_processor_id(), cell, counter, 1)

#endif
