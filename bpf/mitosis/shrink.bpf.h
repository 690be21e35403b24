/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Slice shrinking: a task that runs while a pinned task waits for its CPU gets a short
 * slice, since no other CPU can take the one that waits. The length follows from how
 * long the waiting task usually runs: it gets its turn after about twice that. The slice
 * is cut when the waiting task comes, and when a task starts while one waits. It ends at
 * a tick, as all do.
 */
#ifndef MITOSIS_SHRINK_BPF_H
#define MITOSIS_SHRINK_BPF_H

#include "cpu_dsq.bpf.h"
#include "task.bpf.h"

#define RUN_WEIGHT 8 /* the latest run counts for one part in this number */

/* Updates the average run length when the task goes to sleep. */
static __always_inline void update_avg_runtime(struct task_struct *p, struct task_ctx *task,
					       bool runnable)
{
	u64 total = p->se.sum_exec_runtime;

	if (!slice_shrinking || runnable)
		return;
	task->usual_run_ns -= task->usual_run_ns / RUN_WEIGHT;
	task->usual_run_ns += (total - task->slept_ns) / RUN_WEIGHT;
	task->slept_ns = total;
}

/* The expected length of a run: the average, or the current run if that is longer. */
static __always_inline u64 expected_run(struct task_struct *p, const struct task_ctx *task)
{
	u64 run = p->se.sum_exec_runtime - task->slept_ns;

	return run > task->usual_run_ns ? run : task->usual_run_ns;
}

/* Cuts the slice of @running on @cpu for a task of @cell that waits there. */
static __always_inline void shrink(struct task_struct *running, u64 expected_ns, u32 cpu, u32 cell)
{
	u64 slice = 2 * expected_ns;
	bool to_min = slice <= slice_shrink_min_ns, to_max = slice >= slice_shrink_max_ns;

	if (to_min)
		slice = slice_shrink_min_ns;
	else if (to_max)
		slice = slice_shrink_max_ns;
	if (running->scx.slice <= slice)
		return;
	set_slice(running, slice);
	if (to_min)
		count(cpu, cell, shrunk_to_min);
	else if (to_max)
		count(cpu, cell, shrunk_to_max);
	else
		count(cpu, cell, shrunk_proportionally);
}

/*
 * Called when a pinned task has to queue. The lock of its home CPU is held if that is
 * @cpu, as is usual; otherwise the tick cuts the slice.
 */
static __always_inline void shrink_for(struct task_struct *p, const struct task_ctx *task, u32 cpu)
{
	struct task_struct *running;

	if (!slice_shrinking || task->home_cpu != (s32)cpu || !bpf_ksym_exists(scx_bpf_cpu_curr))
		return;
	bpf_rcu_read_lock();
	running = scx_bpf_cpu_curr(cpu);
	/* It may be the task itself, which has just used up its slice. */
	if (running && running->pid && running->pid != p->pid)
		shrink(running, expected_run(p, task), cpu, task->cell);
	bpf_rcu_read_unlock();
}

/* Cuts the slice of a task that starts, or goes on, on @cpu for the first that waits there. */
static __always_inline void shrink_at_start(struct task_struct *p, u32 cpu)
{
	struct task_struct *waiting;
	struct bpf_iter_scx_dsq it;
	struct task_ctx *task = NULL;
	u64 expected_ns = 0, dsq = cpu_dsq(cpu);
	u32 cell = 0;

	if (!slice_shrinking || nr_cpu_queued(cpu) <= 0)
		return;
	if (scx_bpf_dsq_nr_queued(dsq) <= 0)
		dsq = guest_dsq(cpu);
	if (!bpf_iter_scx_dsq_new(&it, dsq, 0)) {
		waiting = bpf_iter_scx_dsq_next(&it);
		task = waiting ? task_ctx_of(waiting) : NULL;
		if (task) {
			expected_ns = expected_run(waiting, task);
			cell = task->cell;
		}
	}
	bpf_iter_scx_dsq_destroy(&it);
	if (task)
		shrink(p, expected_ns, cpu, cell);
}

#endif
