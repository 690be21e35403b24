/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The lag of a task: how far its virtual time is behind the clock of its queue, or ahead
 * of it, and the bounds of that. A task takes its lag along to another clock.
 */
#ifndef MITOSIS_LAG_BPF_H
#define MITOSIS_LAG_BPF_H

#include "clock.bpf.h"
#include "service.bpf.h"

#define UNKNOWN_LEAD_SLICES 4
#define MAX_LEAD_SWEEPS 8

/*
 * The largest lead of a task: the recent advance of the clock in the time that a task
 * may wait. A task of little weight gets ahead by one turn, and the clock is the slower
 * the more tasks wait and the heavier they are. The pace of a clock that stood still is
 * unknown.
 */
static __always_inline s64 max_lead(const struct clock *clock)
{
	u64 pace = READ_ONCE(clock->pace);

	return pace ? pace * MAX_LEAD_SWEEPS : UNKNOWN_LEAD_SLICES * slice_ns;
}

/* Brings the lag of a task relative to the clock, whose time is @now, into bounds. */
static __always_inline s64 bounded_lag(const struct clock *clock, struct task_ctx *task, u64 now,
				       s64 lag, bool wakes)
{
	s64 limit;

	if (cpu_controller && task->group)
		return bounded_lag_in_group(task, now, lag, turn_at(clock), wakes);
	if (lag <= 0) {
		limit = -(s64)turn_at(clock);
		return lag < limit ? limit : lag;
	}
	limit = max_lead(clock);
	return lag > limit ? limit : lag;
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

/*
 * Bounds a task's lag before it is queued or started. True if its lead was cut. Whoever
 * @wakes in a group that has had its share is not due before it has one again.
 */
static __always_inline bool bound_vtime(struct task_ctx *task, bool wakes)
{
	const struct clock *clock = clock_at(task);
	s64 before, after;
	u64 now;

	if (!clock || task->keeps_place)
		return false;
	now = now_at(clock, task);
	catch_up(task);
	before = task->vtime - now;
	after = bounded_lag(clock, task, now, before, wakes);
	task->vtime = now + after;
	if (after >= before)
		return false;
	note_forgiven(task, before - after);
	return true;
}

/* Moves a task to another clock; it takes its lag along. */
static __always_inline void change_clock(struct task_ctx *task, u32 cell, u32 llc, s32 home_cpu,
					 bool guest)
{
	s64 lag = task->has_clock ? task->vtime - clock_of(task) : task->vtime;
	const struct clock *clock;
	u64 now;

	task->cell = cell;
	task->llc = llc;
	task->home_cpu = home_cpu;
	task->guest = guest;
	task->has_clock = true;
	clock = clock_at(task);
	if (clock) {
		now = now_at(clock, task);
		task->vtime = now + bounded_lag(clock, task, now, lag, false);
	}
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
