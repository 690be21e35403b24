/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Lines for the kernel's debug dump, which the daemon prints when the scheduler
 * fails: who owns what, and who waits where.
 */
#ifndef MITOSIS_DUMP_BPF_H
#define MITOSIS_DUMP_BPF_H

#include "task.bpf.h"

#define dump_line(format, ...)                                   \
	({                                                       \
		static char line[] = format "\n";                \
		unsigned long long values[] = { __VA_ARGS__ };   \
		scx_bpf_dump_bstr(line, values, sizeof(values)); \
	})

static __always_inline void dump_cell(u32 id, struct cell_state *cell)
{
	u32 i;

	if (!llc_aware) {
		dump_line("cell %u: cgid=%llu clock=%llu queued=%d", id, cell->owner,
			  cell_now(id, 0), scx_bpf_dsq_nr_queued(cell_dsq(id, 0)));
		return;
	}
	dump_line("cell %u: cgid=%llu llcs=%llx", id, cell->owner, cell->llcs);
	for_each_below(i, nr_llcs) {
		if (has_llc(cell->queues, i))
			dump_line("cell %u LLC %u: clock=%llu queued=%d", id, i, cell_now(id, i),
				  scx_bpf_dsq_nr_queued(cell_dsq(id, i)));
	}
}

static __always_inline void dump_cells(void)
{
	struct cell_state *cell;
	u32 i;

	for_each_below(i, MAX_CELLS) {
		cell = cell_state(i);
		if (cell && cell->in_use)
			dump_cell(i, cell);
	}
}

static __always_inline void dump_cpu(u32 cpu)
{
	struct cpu_place place = place_of(cpu);

	dump_line("cell=%u LLC=%u offset=%lld queued=%d", place.cell, llc_of(cpu), place.offset,
		  scx_bpf_dsq_nr_queued(cpu_dsq(cpu)));
}

static __always_inline void dump_task(const struct task_state *task)
{
	dump_line("cell=%u cgid=%llu queue=%llx vtime=%llu clock=%llu weight=%u sequence=%u",
		  task->cell, task->cgid, queue_of(task), task->vtime, clock_of(task), task->weight,
		  task->sequence);
}

#endif
