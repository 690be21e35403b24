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

#include "llc.bpf.h"
#include "dsq.bpf.h"
#include "cpu_dsq.bpf.h"
#include "stats.bpf.h"

/* The parts of a clock's name. */
#define CLOCK_CPU_SHIFT 8
#define CLOCK_CELL_SHIFT 20

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

/* Names the clock of a task: that of its cell, in one LLC, or of a CPU's own queues. */
static __always_inline u32 clock_id(const struct task_ctx *task)
{
	if (task->home_cpu == NO_CPU)
		return task->cell << CLOCK_CELL_SHIFT | llc_of_task(task);
	return (u32)(task->home_cpu + 1) << CLOCK_CPU_SHIFT | task->guest;
}

static __always_inline u64 now_by_id(u32 clock)
{
	u32 cpu = clock >> CLOCK_CPU_SHIFT & ((1 << (CLOCK_CELL_SHIFT - CLOCK_CPU_SHIFT)) - 1);
	struct cpu_ctx *state;

	if (!cpu)
		return cell_clock(clock >> CLOCK_CELL_SHIFT, clock & (MAX_LLCS - 1));
	cpu--;
	if (!(clock & 1))
		return pinned_clock(cpu);
	state = cpu_ctx(cpu);
	return state ? READ_ONCE(state->guests.now) : 0;
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

/* Raises a clock of a CPU's own queue, under the run queue lock of the CPU. */
static __always_inline void raise_own_clock(struct clock *clock, u64 vtime)
{
	if (is_before(clock->now, vtime))
		clock->now = vtime;
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

#endif
