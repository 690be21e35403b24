/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Work stealing: a CPU that finds nothing to do takes a task of its cell that
 * waits in another LLC, in the nearest by index first. A task that is taken
 * belongs to the LLC where it runs from then on (follow_llc).
 */
#ifndef MITOSIS_STEAL_BPF_H
#define MITOSIS_STEAL_BPF_H

#include "../scx/compat.bpf.h"
#include "llc.bpf.h"
#include "dsq.bpf.h"
#include "stats.bpf.h"

static __always_inline bool steal_from(u32 cell, u64 llcs, u32 llc)
{
	return has_llc(llcs, llc) && consume_dsq(cell_dsq(cell, llc));
}

/* From dispatch: takes a task of the cell from another LLC; false if there is none. */
static __always_inline bool steal(u32 cpu, u32 cell)
{
	u32 own = llc_of(cpu), i;
	struct cell_ctx *state;
	u64 others;

	if (!llc_aware)
		return false;
	state = cell_ctx(cell);
	if (!state)
		return false;
	others = READ_ONCE(state->llcs) & ~(1ULL << (own & (MAX_LLCS - 1)));
	if (!others)
		return false;
	bpf_for(i, 0, nr_llcs) {
		/* Below LLC 0 the number wraps to a huge one, which has_llc() rejects. */
		if (steal_from(cell, others, own - i) || steal_from(cell, others, own + i)) {
			count(cpu, cell, steals);
			return true;
		}
	}
	return false;
}

#endif
