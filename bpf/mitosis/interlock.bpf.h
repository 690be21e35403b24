/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A CPU that goes idle and a task that is queued must not miss each other: the task
 * sees an idle CPU, or the CPU sees the task.
 *
 * A task that select_cpu or enqueue inserts is on its queue only after they return. A
 * CPU that goes idle meanwhile finds the queue empty, and was still busy when the
 * task looked. Therefore a task that finds no idle CPU notes the time at its cell
 * and looks once more. A CPU reads that time when it is marked as idle, and looks at
 * its queues again and again until the last note is so old that the task has arrived.
 *
 * A hypervisor may stop the waking CPU for longer, and the kernel may change an affinity:
 * a busy CPU of the cell finds at its tick what is missed all the same.
 */
#ifndef MITOSIS_INTERLOCK_BPF_H
#define MITOSIS_INTERLOCK_BPF_H

#include "cpu_dsq.bpf.h"

/* Several times the time from the note to the insertion. */
#define UNDER_WAY_NS 20000

/* Called before a task of the cell searches an idle CPU for the last time. A full barrier. */
static __always_inline void note_queueing(struct cell_ctx *cell)
{
	__sync_lock_test_and_set(&cell->queueing_at, now_ns());
}

/* True if a CPU of @mask is idle: far cheaper than a search that finds none. */
static __always_inline bool finds_idle(struct cell_ctx *cell, const struct cpumask *mask,
				       bool *noted)
{
	const struct cpumask *idle = scx_bpf_get_idle_cpumask();
	bool found = bpf_cpumask_intersects(mask, idle);

	if (!found && !*noted) {
		note_queueing(cell);
		*noted = true;
		found = bpf_cpumask_intersects(mask, idle);
	}
	scx_bpf_put_idle_cpumask(idle);
	return found;
}

/* True if a task may be on its way to a queue that this CPU serves. */
static __always_inline bool is_one_under_way(const struct cpu_ctx *state)
{
	struct cell_ctx *cell = cell_ctx(READ_ONCE(state->cell));

	/* A full barrier: the idle mask, which the kernel has just written, comes first. */
	return cell && (s64)(now_ns() - __sync_fetch_and_add(&cell->queueing_at, 0)) < UNDER_WAY_NS;
}

/* From dispatch, which found nothing: nobody else checks again for an idle CPU. */
static __always_inline void look_again(const struct cpu_ctx *state, u32 cpu)
{
	if (is_one_under_way(state))
		scx_bpf_kick_cpu(cpu, 0);
}

/* Called once the CPU is marked idle. A task may also have come while dispatch was unlocked. */
static __always_inline void look_once_more(const struct cpu_ctx *state, u32 cpu)
{
	if (is_one_under_way(state) || (READ_ONCE(state->cpu_dsq_state) && nr_cpu_queued(cpu) > 0))
		scx_bpf_kick_cpu(cpu, 0);
}

/* Wakes an idle CPU of a cell; false if none is idle. */
static __always_inline bool wake_idle_in(struct cell_ctx *cell)
{
	struct bpf_cpumask *primary = cell->primary;
	s32 idle;

	if (!primary)
		return false;
	idle = scx_bpf_pick_idle_cpu((const struct cpumask *)primary, 0);
	if (idle < 0)
		return false;
	scx_bpf_kick_cpu(idle, 0);
	return true;
}

/* From the tick of a busy CPU: wakes an idle one of the cell if a task waits for any. */
static __always_inline void wake_for_waiting(u32 cpu)
{
	u32 id = cell_of_cpu(cpu);
	struct cell_ctx *cell = cell_ctx(id);

	if (cell && cell->nr_cpus > 1 && scx_bpf_dsq_nr_queued(cell_dsq(id, llc_of(cpu))) > 0)
		wake_idle_in(cell);
}

#endif
