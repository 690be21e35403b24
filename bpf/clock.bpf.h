/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Virtual time: fairness by weight within a cell, or, with LLC-awareness, among
 * those tasks of a cell that share one of its LLCs: each has a clock of its own.
 *
 * A task's virtual time grows by the time it ran, scaled by 100 / weight. The
 * task with the least is due first. The clock of a cell is the largest virtual
 * time with which a task *started* to run on one of its CPUs; it never goes
 * back and no clock is ever set to meet another one. It serves as the reference
 * for tasks that come: whoever slept long may be behind it by one slice at the
 * most, and whoever ran much with little weight may be ahead of it by no more
 * than lets it run again before long.
 *
 * The queue of a single CPU lives in the clock of the CPU's cell plus an offset
 * of that CPU. When the CPU changes cell its offset changes so that their sum
 * does not (publish_place): tasks that wait there keep their lags.
 */
#ifndef MITOSIS_CLOCK_BPF_H
#define MITOSIS_CLOCK_BPF_H

#include "llc.bpf.h"
#include "dsq.bpf.h"
#include "stats.bpf.h"

#define FREE_LEAD_SLICES 4
#define BORROWED_LEAD_SLICES 2
#define LONGEST_WAIT_NS (8ULL * 1000 * 1000 * 1000)
#define WEIGHT_OF_NICE_0 100
#define MIN_SLICE_NS 1000000ULL

static __always_inline bool is_before(u64 a, u64 b)
{
	return (s64)(a - b) < 0;
}

static __always_inline u64 cell_now(u32 cell, u32 llc)
{
	struct cell_llc *entry = cell_llc(cell, llc);

	return entry ? READ_ONCE(entry->clock) : 0;
}

/*
 * One attempt is enough: who wins the race against it has raised the clock too,
 * and the next start of a task mends what is missing.
 */
static __always_inline void raise_cell_clock(u32 cell, u32 llc, u64 vtime)
{
	struct cell_llc *entry = cell_llc(cell, llc);
	u64 now;

	if (!entry)
		return;
	now = READ_ONCE(entry->clock);
	if (is_before(now, vtime))
		__sync_val_compare_and_swap(&entry->clock, now, vtime);
}

static __always_inline u64 cpu_now(u32 cpu)
{
	struct cpu_place place = place_of(cpu);

	return cell_now(place.cell, llc_of(cpu)) + place.offset;
}

/*
 * A slice is charged by weight, so a whole one would put a task of little weight
 * far ahead of the clock, and its next turn far away: beside enough busy tasks
 * beyond the kernel's patience. With short slices it gets the same share in
 * shorter turns.
 */
static __always_inline u64 slice_of(struct task_struct *p)
{
	u64 slice;

	if (p->scx.weight >= WEIGHT_OF_NICE_0)
		return slice_ns;
	slice = slice_ns * p->scx.weight / WEIGHT_OF_NICE_0;
	return slice < MIN_SLICE_NS ? MIN_SLICE_NS : slice;
}

/* The clock that the task's virtual time is counted in. */
static __always_inline u64 clock_of(const struct task_state *task)
{
	return task->home_cpu == NO_CPU ? cell_now(task->cell, llc_of_task(task))
					: cpu_now(task->home_cpu);
}

static __always_inline u64 queue_of(const struct task_state *task)
{
	return task->home_cpu == NO_CPU ? cell_dsq(task->cell, llc_of_task(task))
					: cpu_dsq(task->home_cpu);
}

/*
 * How far a task may lead. The clock goes the slower the more tasks wait: beside
 * n tasks of nice 0 on one CPU a lead is n times as long a wait, and who waits
 * for half a minute is taken for a victim of the scheduler, which the kernel then
 * ends. A task of little weight gets there by one long stay in the kernel.
 */
static __always_inline s64 longest_lead(const struct task_state *task)
{
	s64 waiting = scx_bpf_dsq_nr_queued(queue_of(task));

	return LONGEST_WAIT_NS / (waiting < 0 ? 1 : waiting + 1);
}

/* Brings a lag relative to the clock into bounds; *clamped says if it led by too much. */
static __always_inline s64 bounded_lag(const struct task_state *task, s64 lag, bool *clamped)
{
	const s64 slice = slice_ns;
	s64 limit;

	*clamped = false;
	if (lag < -slice)
		return -slice;
	/* Most do not lead by so much that the queue had to be asked. */
	if (lag <= FREE_LEAD_SLICES * slice)
		return lag;
	limit = longest_lead(task);
	if (limit < FREE_LEAD_SLICES * slice)
		limit = FREE_LEAD_SLICES * slice;
	*clamped = lag > limit;
	return *clamped ? limit : lag;
}

/* Before a task is queued or started. True if its lead had to be cut. */
static __always_inline bool bound_vtime(struct task_state *task)
{
	u64 now = clock_of(task);
	bool clamped;

	task->vtime = now + bounded_lag(task, task->vtime - now, &clamped);
	return clamped;
}

/*
 * Nobody else wanted what was borrowed: it is charged in full, but puts nobody
 * further ahead than the next two turns. A lead from before stays what it was.
 */
static __always_inline u64 charged_vtime(const struct task_state *task, u64 cost)
{
	u64 limit, vtime = task->vtime + cost;

	if (!borrowing || !task->borrows)
		return vtime;
	limit = clock_of(task) + BORROWED_LEAD_SLICES * slice_ns;
	if (!is_before(limit, vtime))
		return vtime;
	return is_before(limit, task->vtime) ? task->vtime : limit;
}

/*
 * Charges what a task ran since it was last charged, and books it to the task's
 * cell. sum_exec_runtime is up to date in stopping, tick and dispatch; no clock
 * is read. Under the run queue lock of @cpu.
 */
static __always_inline void charge(struct task_struct *p, struct task_state *task, u32 cpu)
{
	u64 total = p->se.sum_exec_runtime;
	u64 used = total - task->charged_ns;

	if (!used)
		return;
	task->charged_ns = total;
	task->vtime =
		charged_vtime(task, used * WEIGHT_OF_NICE_0 / (task->weight ?: WEIGHT_OF_NICE_0));
	book_running(cpu, task->cell, used);
}

/* A task starts on @cpu, or starts anew because its slice is renewed. */
static __always_inline void raise_clock_at_start(const struct task_state *task, u32 cpu)
{
	struct cpu_place place = place_of(cpu);

	if (task->home_cpu == NO_CPU && task->cell == place.cell)
		raise_cell_clock(place.cell, llc_of_task(task), task->vtime);
	else if (task->home_cpu == cpu)
		raise_cell_clock(place.cell, llc_of(cpu), task->vtime - place.offset);
}

/* Moves a task to another clock; it takes its lag along. */
static __always_inline void change_clock(struct task_state *task, u32 cell, u32 llc, s32 home_cpu)
{
	s64 lag = task->has_clock ? task->vtime - clock_of(task) : 0;
	bool clamped;

	task->cell = cell;
	task->llc = llc;
	task->home_cpu = home_cpu;
	task->has_clock = true;
	task->vtime = clock_of(task) + bounded_lag(task, lag, &clamped);
}

/* Whoever uses his cell's queue belongs to the LLC of the CPU where he really is. */
static __always_inline void follow_llc(struct task_state *task, u32 cpu)
{
	const u32 llc = llc_of(cpu);

	if (!llc_aware || task->llc == llc || task->home_cpu != NO_CPU)
		return;
	if (place_of(cpu).cell == task->cell)
		change_clock(task, task->cell, llc, NO_CPU);
}

/* A lead was earned with the old weight: what it stands for is time run. */
static __always_inline void change_weight(struct task_state *task, u32 weight)
{
	u64 now = clock_of(task);
	s64 lead = task->vtime - now;

	if (lead > 0 && weight)
		task->vtime = now + (u64)lead * (task->weight ?: weight) / weight;
	task->weight = weight;
}

#endif
