/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Virtual time: fairness by weight among the tasks of one queue.
 *
 * A task's virtual time grows by the time it ran, scaled by 100 / weight. The
 * task with the least is due first. Every queue has a clock: the largest virtual
 * time with which one of its tasks *started* to run. A clock never goes back. It
 * is the reference for tasks that are queued: one that slept for long may be behind it
 * by one slice at most, and one that ran much with little weight may be ahead of it by
 * no more than lets it run again before long.
 *
 * A cell has one queue, or, with LLC-awareness, one in each of its LLCs. Each CPU
 * has two more: of the tasks of its cell that are pinned to it, and of guests,
 * which are pinned to it and belong to other cells. How a CPU compares the three
 * queues that it serves is in contest.bpf.h.
 */
#ifndef MITOSIS_CLOCK_BPF_H
#define MITOSIS_CLOCK_BPF_H

#include "group.bpf.h"
#include "llc.bpf.h"
#include "dsq.bpf.h"
#include "cpu_dsq.bpf.h"
#include "stats.bpf.h"

#define UNKNOWN_LEAD_SLICES 4
#define BORROWED_LEAD_SLICES 2
#define MAX_LEAD_SWEEPS 8

static __always_inline bool is_before(u64 a, u64 b)
{
	return (s64)(a - b) < 0;
}

static __always_inline u64 cell_clock(u32 cell, u32 llc)
{
	struct cell_llc *entry = cell_llc(cell, llc);

	return entry ? READ_ONCE(entry->clock.now) : 0;
}

/*
 * One attempt is enough: whoever wins this race has raised the clock too, and the next
 * start of a task makes up for the rest.
 */
static __always_inline void raise_cell_clock(u32 cell, u32 llc, u64 vtime)
{
	struct cell_llc *entry = cell_llc(cell, llc);
	u64 now;

	if (!entry)
		return;
	now = READ_ONCE(entry->clock.now);
	if (is_before(now, vtime))
		__sync_val_compare_and_swap(&entry->clock.now, now, vtime);
}

/*
 * The clock of the tasks pinned to @cpu goes on with that of the cell while none
 * of them runs, so that they may be behind by a slice like those of the cell, but
 * the queue as a whole is never behind by more.
 */
static __always_inline u64 pinned_clock(u32 cpu)
{
	struct cpu_ctx *state = cpu_ctx(cpu);
	u64 now, limit;

	if (!state)
		return 0;
	limit = READ_ONCE(state->pinned.now);
	if (READ_ONCE(state->related_cell) != READ_ONCE(state->cell))
		return limit;
	limit += slice_ns;
	now = cell_clock(state->cell, llc_of(cpu)) + READ_ONCE(state->offset);
	return is_before(limit, now) ? limit : now;
}

static __always_inline u64 queue_of(const struct task_ctx *task)
{
	if (task->home_cpu == NO_CPU)
		return cell_dsq(task->cell, llc_of_task(task));
	return task->guest ? guest_dsq(task->home_cpu) : cpu_dsq(task->home_cpu);
}

/* The clock in which the task's virtual time is counted. */
static __always_inline const struct clock *clock_at(const struct task_ctx *task)
{
	struct cell_llc *entry;
	struct cpu_ctx *state;

	if (task->home_cpu == NO_CPU) {
		entry = cell_llc(task->cell, llc_of_task(task));
		return entry ? &entry->clock : NULL;
	}
	state = cpu_ctx(task->home_cpu);
	if (!state)
		return NULL;
	return task->guest ? &state->guests : &state->pinned;
}

/* The present time of a clock, for a task that is counted in it. */
static __always_inline u64 now_at(const struct clock *clock, const struct task_ctx *task)
{
	if (task->home_cpu == NO_CPU || task->guest)
		return READ_ONCE(clock->now);
	return pinned_clock(task->home_cpu);
}

static __always_inline u64 clock_of(const struct task_ctx *task)
{
	const struct clock *clock = clock_at(task);

	return clock ? now_at(clock, task) : 0;
}

/* The length of a turn on the queue of a clock, see turn.bpf.h. */
static __always_inline u64 turn_at(const struct clock *clock)
{
	return READ_ONCE(clock->turn) ?: slice_ns;
}

/*
 * The largest lead of a task: the recent advance of the clock in the time that a task
 * may wait. A task of little weight gets ahead by one turn, and the clock is the slower
 * the more tasks wait and the heavier they are. The pace of a clock that stood still is
 * unknown.
 */
static __always_inline s64 max_lead(const struct clock *clock, const struct task_ctx *task)
{
	u64 pace = READ_ONCE(clock->pace);

	return pace ? pace * MAX_LEAD_SWEEPS
		    : at_least_in_group(task, UNKNOWN_LEAD_SLICES * slice_ns);
}

/* Brings the lag of a task relative to the clock into bounds. Sets *clamped if a lead was cut. */
static __always_inline s64 bounded_lag(const struct clock *clock, const struct task_ctx *task,
				       s64 lag, bool *clamped)
{
	s64 limit;

	*clamped = false;
	if (lag <= 0) {
		limit = -(s64)at_least_in_group(task, turn_at(clock));
		return lag < limit ? limit : lag;
	}
	limit = max_lead(clock, task);
	*clamped = lag > limit;
	return *clamped ? limit : lag;
}

/* Remembers a cut of a lead as running time, which counts again with another weight. */
static __always_inline void note_forgiven(struct task_ctx *task, u64 cut)
{
	u64 forgiven =
		task->forgiven_ns + out_of_group(task, cut) * task->weight / WEIGHT_OF_NICE_0;

	task->forgiven_ns = forgiven < slice_ns ? forgiven : slice_ns;
}

static __always_inline void catch_up(struct task_ctx *task)
{
	if (is_before(task->vtime, task->min_vtime))
		task->vtime = task->min_vtime;
}

/* Bounds a task's lag before it is queued or started. True if its lead was cut. */
static __always_inline bool bound_vtime(struct task_ctx *task)
{
	const struct clock *clock = clock_at(task);
	u64 now, vtime;
	bool clamped;

	if (!clock || task->keeps_place)
		return false;
	now = now_at(clock, task);
	catch_up(task);
	vtime = task->vtime;
	task->vtime = now + bounded_lag(clock, task, vtime - now, &clamped);
	if (clamped)
		note_forgiven(task, vtime - task->vtime);
	return clamped;
}

/*
 * Nobody else wanted borrowed time: it is charged in full, but raises the lead to two
 * slices at most. A larger lead from before stays.
 */
static __always_inline u64 charged_vtime(const struct task_ctx *task, u64 cost)
{
	u64 limit, vtime = task->vtime + cost;

	if (!borrowing || !task->borrows)
		return vtime;
	limit = clock_of(task) + at_least_in_group(task, BORROWED_LEAD_SLICES * slice_ns);
	if (!is_before(limit, vtime))
		return vtime;
	return is_before(limit, task->vtime) ? task->vtime : limit;
}

/* All guests of a CPU together are charged as one task of its cell would be. */
static __always_inline void charge_guests(u32 cpu, u64 used)
{
	struct cpu_ctx *state = cpu_ctx(cpu);
	struct cell_ctx *cell;

	if (!state)
		return;
	cell = cell_ctx(READ_ONCE(state->cell));
	state->guest_vtime += used * WEIGHT_OF_NICE_0 / (cell ? guest_weight(cell) : 1);
}

/* Raises a clock of a CPU's own queue, under the run queue lock of the CPU. */
static __always_inline void raise_own_clock(struct clock *clock, u64 vtime)
{
	if (is_before(clock->now, vtime))
		clock->now = vtime;
}

/*
 * Charges a task for its running time since the last charge, and adds that to its cell's
 * counters. sum_exec_runtime is up to date in stopping, tick and dispatch; no clock is
 * read. Under the run queue lock of @cpu.
 */
static __always_inline void charge(struct task_struct *p, struct task_ctx *task, u32 cpu)
{
	u64 total = p->se.sum_exec_runtime;
	u64 used = total - task->charged_ns, cost;

	if (!used)
		return;
	task->charged_ns = total;
	cost = used * WEIGHT_OF_NICE_0 / (task->weight ?: WEIGHT_OF_NICE_0);
	if (cpu_controller)
		cost = charge_groups(task, cost, used);
	task->vtime = charged_vtime(task, cost);
	if (task->guest)
		charge_guests(cpu, used);
	add_runtime(cpu, task->cell, used);
}

/* Raises the clock for a task that starts on @cpu in its turn, or goes on with a new slice. */
static __always_inline void raise_clock_at_start(const struct task_ctx *task, u32 cpu)
{
	struct cpu_ctx *state = cpu_ctx(cpu);
	u32 cell;

	if (!state)
		return;
	cell = READ_ONCE(state->cell);
	if (task->home_cpu == NO_CPU) {
		if (task->cell == cell)
			raise_cell_clock(cell, llc_of_task(task), task->vtime);
	} else if (task->home_cpu == (s32)cpu) {
		raise_own_clock(task->guest ? &state->guests : &state->pinned, task->vtime);
	}
}

/* Moves a task to another clock; it takes its lag along. */
static __always_inline void change_clock(struct task_ctx *task, u32 cell, u32 llc, s32 home_cpu,
					 bool guest)
{
	s64 lag = task->has_clock ? task->vtime - clock_of(task) : task->vtime;
	const struct clock *clock;
	bool clamped;

	task->cell = cell;
	task->llc = llc;
	task->home_cpu = home_cpu;
	task->guest = guest;
	task->has_clock = true;
	clock = clock_at(task);
	if (clock)
		task->vtime = now_at(clock, task) + bounded_lag(clock, task, lag, &clamped);
	task->min_vtime = task->vtime;
}

/* Moves a task that uses its cell's queue to the LLC of its current CPU. */
static __always_inline void follow_llc(struct task_ctx *task, u32 cpu)
{
	const u32 llc = llc_of(cpu);

	if (!llc_aware || task->llc == llc || task->home_cpu != NO_CPU)
		return;
	if (cell_of_cpu(cpu) == task->cell)
		change_clock(task, task->cell, llc, NO_CPU, false);
}

/* The lead stands for time run with the old weight, so it is scaled to the new one. */
static __always_inline void change_weight(struct task_ctx *task, u32 weight)
{
	u64 now = clock_of(task);
	s64 lead = task->vtime - now;

	if (weight == task->weight)
		return;
	if (lead > 0 && weight)
		task->vtime = now + ((u64)lead * (task->weight ?: weight) +
				     task->forgiven_ns * WEIGHT_OF_NICE_0) /
					    weight;
	task->forgiven_ns = 0;
	task->min_vtime = task->vtime;
	task->weight = weight;
}

#endif
