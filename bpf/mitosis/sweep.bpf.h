/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The sweep: a timer looks at all queues, about once a second.
 *
 * It measures how fast each clock advances (max_lead) and how long turns may be
 * (turn.bpf.h), and it looks for tasks that have waited for long. That need not be an
 * error: in a crowd of thousands that came at once, or with little weight, a task may not
 * be due for minutes.
 *
 * - A task that has waited for some seconds is due now: the lead that it was allowed
 *   when it was queued lasts longer than was expected.
 * - A task that has waited for OVERDUE_SWEEPS would soon trigger the kernel's watchdog,
 *   which ends the scheduler. The kernel requires only that the task is put on a CPU. So
 *   it runs briefly: it is moved to a CPU, and leaves as soon as it has started
 *   (mitosis_running), some microseconds later, for where it waited. No number of tasks,
 *   and no weight, enters that bound.
 */
#ifndef MITOSIS_SWEEP_BPF_H
#define MITOSIS_SWEEP_BPF_H

#include "refill.bpf.h"
#include "rescue.bpf.h"

#define LONG_WAIT_SWEEPS 5
#define OVERDUE_SWEEPS 12

_Static_assert(OVERDUE_SWEEPS < SWEEPS_REMEMBERED, "the one that counts is remembered");

/* In jiffies. A task that has waited since before has waited for long, or is overdue. */
struct deadlines {
	u64 long_wait;
	u64 overdue;
};

static __always_inline bool has_waited_since(struct task_struct *p, u64 jiffies)
{
	return (s64)(p->scx.runnable_at - jiffies) < 0;
}

static __always_inline void measure_pace(struct clock *clock)
{
	u64 now = READ_ONCE(clock->now);

	clock->pace = now - clock->swept;
	clock->swept = now;
}

/* Counts tasks that only this CPU can run, and its part of those of its cell. */
static __always_inline void measure_turn(struct cpu_ctx *state, u32 cpu)
{
	struct cell_llc *entry = cell_llc(state->cell, llc_of(cpu));
	u64 of_cell = entry ? entry->clock.turn : 0;
	s32 own = READ_ONCE(state->cpu_dsq_state) ? nr_cpu_queued(cpu) : 0;

	state->turn = turn_among((own > 0 ? own : 0) + (of_cell ? MAX_ROUND_NS / of_cell : 0));
	state->pinned.turn = state->turn;
	state->guests.turn = state->turn;
}

static __always_inline void run_briefly(struct bpf_iter_scx_dsq *it, struct task_struct *p, s32 cpu)
{
	struct task_ctx *task = task_ctx_of(p);

	if (is_migration_disabled(p))
		cpu = scx_bpf_task_cpu(p);
	if (cpu < 0)
		cpu = any_usable_cpu(p);
	if (!task || cpu < 0)
		return;
	task->runs_briefly = true;
	if (!scx_bpf_dsq_move(it, p, SCX(dsq_id_flags, SCX_DSQ_LOCAL_ON) | cpu, 0))
		task->runs_briefly = false;
}

/* From running: ends a brief run. The task returns to before those that are due with it. */
static __always_inline bool leaves_at_once(struct task_struct *p, struct task_ctx *task, u32 cpu)
{
	if (!task->runs_briefly) {
		task->keeps_place = false;
		return false;
	}
	task->runs_briefly = false;
	/* A task that comes directly from there did not wait in virtual time. */
	if (!task->throttled) {
		task->keeps_place = true;
		task->vtime = p->scx.dsq_vtime - 1;
	}
	scx_bpf_kick_cpu(cpu, SCX(kick_flags, SCX_KICK_PREEMPT));
	return true;
}

/*
 * Makes a task that waits on @dsq due before all that are queued from now on. One of a group
 * keeps the lead that it would be allowed now.
 */
static __always_inline void forgive_lead(struct bpf_iter_scx_dsq *it, struct task_struct *p,
					 u64 dsq)
{
	struct task_ctx *task = task_ctx_of(p);
	const struct clock *clock = task ? clock_at(task) : NULL;
	u64 now, earliest;
	s64 lead;

	if (!clock || queue_of(task) != dsq)
		return;
	now = now_at(clock, task);
	/* Tasks of a crowd have one virtual time: with one less, the task is before all of them. */
	earliest = cpu_controller && task->group ? now + max_lead_in_group(task, now)
						 : now - turn_at(clock) - 1;
	lead = p->scx.dsq_vtime - earliest;
	if (lead <= 0)
		return;
	scx_bpf_dsq_move_set_vtime(it, earliest);
	if (!scx_bpf_dsq_move_vtime(it, p, dsq, 0))
		return;
	note_forgiven(task, lead);
	task->vtime = earliest;
	task->min_vtime = earliest;
}

/* @cpu: the one that serves the queue; negative: any of @cell. */
static __always_inline void sweep_queue(u64 dsq, u32 cell, s32 cpu,
					const struct deadlines *deadlines)
{
	struct bpf_iter_scx_dsq it;
	struct task_struct *p;

	bpf_rcu_read_lock();
	if (!bpf_iter_scx_dsq_new(&it, dsq, 0)) {
		while ((p = bpf_iter_scx_dsq_next(&it))) {
			if (!has_waited_since(p, deadlines->long_wait))
				continue;
			if (has_waited_since(p, deadlines->overdue))
				run_briefly(&it, p, cpu >= 0 ? cpu : any_cpu_in_cell(p, cell));
			else
				forgive_lead(&it, p, dsq);
		}
	}
	bpf_iter_scx_dsq_destroy(&it);
	bpf_rcu_read_unlock();
}

static __always_inline void sweep_llc(u32 id, u32 llc, u32 nr_cpus,
				      const struct deadlines *deadlines)
{
	struct cell_llc *entry = cell_llc(id, llc);
	s32 queued = scx_bpf_dsq_nr_queued(cell_dsq(id, llc));

	if (entry) {
		measure_pace(&entry->clock);
		entry->clock.turn = turn_among(queued > 0 ? queued / (nr_cpus ?: 1) : 0);
	}
	if (queued > 0)
		sweep_queue(cell_dsq(id, llc), id, NO_CPU, deadlines);
}

static __always_inline int sweep_cell(u32 id, const struct deadlines *deadlines)
{
	struct cell_ctx *cell = cell_ctx(id);
	u32 i;

	if (!cell || !cell->queues)
		return 0;
	bpf_for(i, 0, nr_llcs) {
		if (has_llc(cell->queues, i))
			sweep_llc(id, i, cell->nr_cpus, deadlines);
	}
	return 0;
}

static __always_inline int sweep_cpu(u32 cpu, const struct deadlines *deadlines)
{
	struct cpu_ctx *state = cpu_ctx(cpu);

	if (!state || !is_usable(cpu))
		return 0;
	measure_pace(&state->pinned);
	measure_pace(&state->guests);
	measure_turn(state, cpu);
	if (!READ_ONCE(state->cpu_dsq_state))
		return 0;
	sweep_queue(cpu_dsq(cpu), ROOT_CELL, cpu, deadlines);
	sweep_queue(guest_dsq(cpu), ROOT_CELL, cpu, deadlines);
	return 0;
}

/*
 * A throttled task waits for its quota, however long: only the watchdog matters, and who has
 * to run meanwhile: the timer of refill.bpf.h looks at the first ones only. It runs briefly
 * by way of the queue of its cell: the kernel charges a task that is moved to an idle CPU
 * directly for the time that this was idle.
 */
__noinline int sweep_throttled(u32 limit, u64 overdue)
{
	struct bpf_iter_scx_dsq it;
	struct task_struct *p;
	struct task_ctx *task;
	bool held;

	if (scx_bpf_dsq_nr_queued(limit_dsq(limit)) <= 0)
		return 0;
	bpf_rcu_read_lock();
	if (!bpf_iter_scx_dsq_new(&it, limit_dsq(limit), 0)) {
		while ((p = bpf_iter_scx_dsq_next(&it))) {
			task = task_ctx_of(p);
			if (!task)
				continue;
			held = may_be_held(p, task);
			if (held && !has_waited_since(p, overdue))
				continue;
			task->runs_briefly = held;
			if (!admit(&it, p, task))
				task->runs_briefly = false;
		}
	}
	bpf_iter_scx_dsq_destroy(&it);
	bpf_rcu_read_unlock();
	return 0;
}

/* The time of the sweep that was @sweeps before the latest; 0 if there was none yet. */
static __always_inline u64 jiffies_before(const struct sweep *sweep, u32 sweeps)
{
	u64 latest = sweep->count - 1;

	return latest < sweeps ? 0 : sweep->at_jiffies[(latest - sweeps) % SWEEPS_REMEMBERED];
}

static int sweep(void *map, int *key, struct sweep *sweep)
{
	struct deadlines deadlines;
	u32 i;

	sweep->at_jiffies[sweep->count++ % SWEEPS_REMEMBERED] = bpf_jiffies64();
	deadlines.long_wait = jiffies_before(sweep, LONG_WAIT_SWEEPS);
	deadlines.overdue = jiffies_before(sweep, OVERDUE_SWEEPS);
	bpf_for(i, 0, MAX_CELLS)
		sweep_cell(i, &deadlines);
	bpf_for(i, 0, nr_possible_cpus)
		sweep_cpu(i, &deadlines);
	if (cpu_controller) {
		bpf_for(i, 1, limits_end)
			sweep_throttled(i, deadlines.overdue);
		start_refills();
		free_entries();
	}
	bpf_timer_start(&sweep->timer, sweep_interval_ns, 0);
	return 0;
}

/* Starts the timer. From init. */
static __always_inline int start_sweeps(void)
{
	u32 key = 0;
	struct sweep *first = bpf_map_lookup_elem(&sweeps, &key);
	int err;

	if (!first)
		return -EINVAL;
	err = bpf_timer_init(&first->timer, &sweeps, CLOCK_MONOTONIC);
	err = err ?: bpf_timer_set_callback(&first->timer, sweep);
	return err ?: bpf_timer_start(&first->timer, sweep_interval_ns, 0);
}

#endif
