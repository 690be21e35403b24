/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Urgent threads, for which everybody else waits, go first.
 *
 * - A kernel thread of one CPU does the housekeeping of that CPU. One of the root cgroup
 *   that is not bound to a CPU (RCU, reclaim, writeback, kworkers) works for all cells.
 * - The thread of the daemon's loop must be able to change the configuration while busy
 *   tasks fill its cell.
 *
 * Each is urgent as long as its lead is within a bound (KTHREAD_LEAD, DAEMON_LEAD), since
 * somebody's load may drive it. Beyond the bound it queues like any other task.
 */
#ifndef MITOSIS_FIRST_BPF_H
#define MITOSIS_FIRST_BPF_H

#include "select.bpf.h"

/*
 * The largest lead of an urgent thread, in slices. One would be too few for the daemon:
 * its loop would have to queue in the middle of a change.
 */
#define KTHREAD_LEAD 1
#define DAEMON_LEAD 5

static __always_inline bool is_daemon(const struct task_struct *p)
{
	return p->pid == daemon_tid;
}

static __always_inline bool is_within_budget(struct task_struct *p, const struct task_ctx *task)
{
	u64 lead = (is_daemon(p) ? DAEMON_LEAD : KTHREAD_LEAD) * slice_ns;

	return (s64)(task->vtime - clock_of(task)) <= (s64)lead;
}

static __always_inline bool is_urgent(struct task_struct *p, const struct task_ctx *task,
				      u64 enq_flags)
{
	/* A thread that works for all only when it wakes: otherwise it would preempt itself. */
	return (is_bound_kthread(p) || is_daemon(p) ||
		(task->serves_all && (enq_flags & SCX(enq_flags, SCX_ENQ_WAKEUP)))) &&
	       is_within_budget(p, task);
}

/* From dispatch, when its slice ends: the daemon does not queue in the middle of a change. */
static __always_inline bool daemon_goes_on(struct task_struct *p, const struct task_ctx *task)
{
	return is_daemon(p) && is_within_budget(p, task);
}

/* A CPU where the task may run at once; negative if there is none. */
static __always_inline s32 first_cpu(struct task_struct *p, const struct task_ctx *task, u32 cpu)
{
	/* Its one CPU may be its whole cell: then it has no home CPU. */
	if (is_bound_kthread(p))
		return task->home_cpu != NO_CPU ? task->home_cpu : (s32)cpu;
	if (task->home_cpu != NO_CPU)
		return task->home_cpu;
	if (cell_of_cpu(cpu) == task->cell && allows(p, cpu))
		return cpu;
	return any_cpu_in_cell(p, task->cell);
}

/* Puts an urgent task next on a CPU; false if the task has to queue. */
static __always_inline bool start_first(struct task_struct *p, struct task_ctx *task, u32 cpu,
					u64 enq_flags)
{
	s32 target;

	if (!is_urgent(p, task, enq_flags))
		return false;
	target = first_cpu(p, task, cpu);
	if (target < 0)
		return false;
	enq_flags |= SCX(enq_flags, SCX_ENQ_HEAD);
	/* Bound threads do not wait for long anyway, and there are many of them. */
	if (!is_bound_kthread(p) && (enq_flags & SCX(enq_flags, SCX_ENQ_WAKEUP)))
		enq_flags |= SCX(enq_flags, SCX_ENQ_PREEMPT);
	task->jumps = true;
	count(cpu, task->cell, cpu_dsq);
	insert_on(p, task, target, enq_flags);
	return true;
}

#endif
