/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Last-level caches: with LLC-awareness a cell has a queue and a clock in each
 * LLC where it has CPUs, so that a task stays where its data is. Otherwise the whole
 * machine counts as LLC 0, and the verifier drops this code.
 *
 * A queue is created before the first CPU of its LLC comes to the cell, and stays:
 * whoever sees such a CPU, or ever saw one, may use the queue.
 */
#ifndef MITOSIS_LLC_BPF_H
#define MITOSIS_LLC_BPF_H

#include "cell.bpf.h"

_Static_assert((MAX_CPUS & (MAX_CPUS - 1)) == 0, "a power of two");
_Static_assert(MAX_LLCS == 64, "one bit each in a u64");

static __always_inline u32 llc_of(u32 cpu)
{
	return llc_aware ? cpu_llc[cpu & (MAX_CPUS - 1)] : 0;
}

static __always_inline struct cell_llc *cell_llc(u32 cell, u32 llc)
{
	u32 key = llc_aware ? cell * nr_llcs + llc : cell;

	return bpf_map_lookup_elem(&cell_llcs, &key);
}

static __always_inline u32 llc_of_task(const struct task_ctx *task)
{
	return llc_aware ? task->llc : 0;
}

static __always_inline bool has_llc(u64 llcs, u32 llc)
{
	return llc < MAX_LLCS && llcs >> (llc & (MAX_LLCS - 1)) & 1;
}

/* The LLC with the nearest index where @cell has CPUs, or had its last ones. */
static __always_inline u32 nearest_llc(u32 cell, u32 llc)
{
	struct cell_ctx *state;
	u64 llcs;
	u32 i;

	if (!llc_aware)
		return 0;
	state = cell_ctx(cell);
	if (!state)
		return llc;
	llcs = READ_ONCE(state->llcs);
	bpf_for(i, 0, nr_llcs) {
		/* Below LLC 0 the number wraps to a huge one, which has_llc() rejects. */
		if (has_llc(llcs, llc - i))
			return llc - i;
		if (has_llc(llcs, llc + i))
			return llc + i;
	}
	return llc;
}

#endif
