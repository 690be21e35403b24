/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Moves tasks that wait where no CPU takes them any more, after a configuration:
 *
 * - on a queue of their cell in an LLC where it has lost its last CPU. They go
 *   on to the queue in the nearest LLC where it has CPUs, with the same lag.
 * - on a queue that only CPUs outside their affinity serve, or whose cell is gone,
 *   or is not theirs any more. Each goes to a CPU where it may run. Once it
 *   starts there it finds its own cell and queue again (mitosis_running).
 *
 * The daemon runs rescue_waiting after a grace period, and one pass finds them
 * all: enqueue runs with preemption off, and a task that it inserts is on its queue
 * before the run queue lock is released. So every task that was queued by what was read
 * before the sequence was incremented is there by then, and every enqueue that began
 * later sees the new sequence and so chooses a queue that is served. This needs no
 * barrier in enqueue and no count or check in dispatch; its price is that the tasks wait
 * for the grace period, some milliseconds.
 */
#ifndef MITOSIS_RESCUE_BPF_H
#define MITOSIS_RESCUE_BPF_H

#include "task.bpf.h"

/* Only this file writes these counters, and the daemon runs it on one thread. */
#define count_rescued(cpu, cell, counter) add_usage(cpu, cell, counter, 1)

static __always_inline bool is_served(u32 cell, u32 llc)
{
	struct cell_ctx *state = cell_ctx(cell);

	return !llc_aware || (state && has_llc(state->llcs, llc));
}

/* A CPU that serves the queue of @cell in @llc; negative if there is none. */
static __always_inline s32 any_server(struct task_struct *p, u32 cell, u32 llc)
{
	struct cell_llc *entry = cell_llc(cell, llc);

	return entry ? any_cpu_of(p, entry->primary) : NO_CPU;
}

/* Moves a waiting task to the nearest LLC where its cell has CPUs, and wakes @cpu of these. */
static __always_inline void drain(struct bpf_iter_scx_dsq *it, struct task_struct *p, u32 cell,
				  u32 from, u32 to, s32 cpu)
{
	u64 vtime = p->scx.dsq_vtime - cell_clock(cell, from) + cell_clock(cell, to);

	scx_bpf_dsq_move_set_vtime(it, vtime);
	if (!scx_bpf_dsq_move_vtime(it, p, cell_dsq(cell, to), 0))
		return;
	count_rescued(cpu, cell, drained);
	scx_bpf_kick_cpu(cpu, SCX(kick_flags, SCX_KICK_IDLE));
}

/* Moves a waiting task to @cpu, or to its current CPU if it cannot leave that now. */
static __always_inline void move_to_cpu(struct bpf_iter_scx_dsq *it, struct task_struct *p,
					u32 cell, s32 cpu)
{
	if (is_migration_disabled(p))
		cpu = scx_bpf_task_cpu(p);
	if (cpu >= 0 && scx_bpf_dsq_move(it, p, SCX(dsq_id_flags, SCX_DSQ_LOCAL_ON) | cpu, 0))
		count_rescued(cpu, cell, drained_by_affinity);
}

static __always_inline void rescue(struct bpf_iter_scx_dsq *it, struct task_struct *p,
				   u32 queue_cell, u32 llc)
{
	u32 cell = find_cell(p);
	bool keeps_cell = cell == queue_cell && covers_cell(p, cell);
	bool is_bound = is_migration_disabled(p);
	u32 to;
	s32 cpu;

	if (keeps_cell &&
	    (is_bound ? cell_of_cpu(scx_bpf_task_cpu(p)) == cell : is_served(cell, llc)))
		return;
	to = nearest_llc(cell, llc);
	cpu = keeps_cell && !is_bound ? any_server(p, cell, to) : NO_CPU;
	if (cpu >= 0) {
		drain(it, p, cell, llc, to, cpu);
		return;
	}
	cpu = any_cpu_in_cell(p, cell);
	move_to_cpu(it, p, cell, cpu >= 0 ? cpu : any_usable_cpu(p));
}

static __always_inline void rescue_from_llc(u32 cell, u32 llc)
{
	struct bpf_iter_scx_dsq it;
	struct task_struct *p;

	bpf_rcu_read_lock();
	if (!bpf_iter_scx_dsq_new(&it, cell_dsq(cell, llc), 0)) {
		while ((p = bpf_iter_scx_dsq_next(&it)))
			rescue(&it, p, cell, llc);
	}
	bpf_iter_scx_dsq_destroy(&it);
	bpf_rcu_read_unlock();
}

static __always_inline void rescue_from(u32 cell, u64 queues)
{
	u32 i;

	if (!llc_aware) {
		rescue_from_llc(cell, 0);
		return;
	}
	bpf_for(i, 0, nr_llcs) {
		if (has_llc(queues, i))
			rescue_from_llc(cell, i);
	}
}

static __always_inline void rescue_pinned(struct bpf_iter_scx_dsq *it, struct task_struct *p,
					  u32 here)
{
	u32 cell = find_cell(p);
	s32 cpu;

	if (cell_of_cpu(here) == cell)
		return;
	cpu = any_cpu_in_cell(p, cell);
	if (cpu >= 0)
		move_to_cpu(it, p, cell, cpu);
}

static __always_inline void rescue_from_queue(u32 cpu, u64 dsq)
{
	struct bpf_iter_scx_dsq it;
	struct task_struct *p;

	bpf_rcu_read_lock();
	if (!bpf_iter_scx_dsq_new(&it, dsq, 0)) {
		while ((p = bpf_iter_scx_dsq_next(&it)))
			rescue_pinned(&it, p, cpu);
	}
	bpf_iter_scx_dsq_destroy(&it);
	bpf_rcu_read_unlock();
}

static __always_inline void rescue_from_cpu(u32 cpu)
{
	rescue_from_queue(cpu, cpu_dsq(cpu));
	rescue_from_queue(cpu, guest_dsq(cpu));
}

#endif
