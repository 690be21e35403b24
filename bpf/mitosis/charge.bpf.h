/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Charges tasks for the time that they run: in virtual time, and in what is left of the
 * limits of the cpu controller.
 */
#ifndef MITOSIS_CHARGE_BPF_H
#define MITOSIS_CHARGE_BPF_H

#include "lag.bpf.h"
#include "stats.bpf.h"

#define BORROWED_LEAD_SLICES 2

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

/* Charges the limits and the groups of a task; returns what @cost is in its group. */
static __always_inline u64 charge_controller(const struct task_ctx *task, u64 cost, u64 used)
{
	if (task->limit)
		charge_limits(task->limit, used);
	if (!task->group)
		return cost;
	charge_groups(task->group, clock_id(task), used,
		      borrowing && task->borrows ? BORROWED_LEAD_SLICES : GROUP_LEAD_SLICES);
	return in_group(task, cost);
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
		cost = charge_controller(task, cost, used);
	task->vtime = charged_vtime(task, cost);
	if (task->guest)
		charge_guests(cpu, used);
	add_runtime(cpu, task->cell, used);
}

#endif
