/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * --reject-multicpu-pinning: ends the scheduler if a task is pinned to several, but not
 * all, of the CPUs of its cell, as such a task gets less than it seems to have.
 */
#ifndef MITOSIS_REJECT_BPF_H
#define MITOSIS_REJECT_BPF_H

#include "stats.bpf.h"

/* True if the affinity has at least two CPUs of the cell. */
static __always_inline bool is_pinned_to_several(struct task_struct *p, u32 cell)
{
	struct cell_ctx *state = cell_ctx(cell);
	struct bpf_cpumask *primary;
	u32 found = 0, i;

	if (!state)
		return false;
	primary = state->primary;
	if (!primary)
		return false;
	bpf_for(i, 0, nr_possible_cpus) {
		if (bpf_cpumask_test_cpu(i, (const struct cpumask *)primary) &&
		    bpf_cpumask_test_cpu(i, p->cpus_ptr) && ++found == 2)
			return true;
	}
	return false;
}

/*
 * True while affinities may not match the layout. A write to a cpuset changes them before
 * the daemon can give the cell its new CPUs; a move to another cgroup changes them after
 * the tasks are there; and until the first configuration the root cell has everything.
 */
static __always_inline bool is_affinity_changing(void)
{
	return READ_ONCE(affinity_changes_begun) ||
	       READ_ONCE(cpuset_writes) != READ_ONCE(cpuset_writes_handled) ||
	       !READ_ONCE(applied_sequence);
}

/*
 * Ends the scheduler for a task whose affinity does not cover its cell. Users pin
 * tasks; the kernel pins its own threads, and those are spared.
 */
static __always_inline void reject_if_pinned(struct task_struct *p, u32 cell)
{
	const u32 index = cell & (MAX_CELLS - 1);
	struct cpu_usage *of_cpu;

	if (!reject_multicpu_pinning || p->nr_cpus_allowed == 1 || (p->flags & PF_KTHREAD) ||
	    !is_pinned_to_several(p, cell))
		return;
	if (!is_affinity_changing()) {
		scx_bpf_error(
			"task %d is pinned to several, but not all, of the CPUs of its cell %u",
			p->pid, cell);
		return;
	}
	/* Rare enough for an atomic: not all callers hold a run queue lock. */
	of_cpu = usage_of(scx_bpf_task_cpu(p));
	if (!of_cpu)
		return;
	__sync_fetch_and_add(&of_cpu->cells[index].pin_rejections_skipped, 1);
	mark_touched(of_cpu, index);
}

#endif
