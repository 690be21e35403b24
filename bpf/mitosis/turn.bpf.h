/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The length of a task's turn: one slice at most. The kernel ends slices at ticks,
 * whatever their length.
 *
 * Where so many wait that a round of whole slices would take more than some
 * seconds, turns are shorter, down to a tick. The sweep measures that, the tick
 * ends such turns.
 */
#ifndef MITOSIS_TURN_BPF_H
#define MITOSIS_TURN_BPF_H

#include "lag.bpf.h"

#define MIN_SLICE_NS 1000000ULL
#define MAX_ROUND_NS (8ULL * 1000 * 1000 * 1000)

/* The weight by which the turns of a task are long or short: its own, or its group's. */
static __always_inline u32 turn_weight(struct task_struct *p, const struct task_ctx *task)
{
	u32 weight = p->scx.weight, of_group;
	struct group *group;

	if (!cpu_controller || !task->group)
		return weight;
	group = group_at(task->group);
	if (!group)
		return weight;
	of_group = READ_ONCE(group->weight) / WEIGHT_UNIT;
	return of_group < weight ? of_group : weight;
}

/*
 * The slice of a task. It is charged by weight, so a whole one would put a task of little
 * weight far ahead of the clock, and delay its next turn too long beside enough busy
 * tasks. With short slices it gets the same share in shorter turns.
 */
static __always_inline u64 slice_of(struct task_struct *p, const struct task_ctx *task)
{
	u32 weight = turn_weight(p, task);
	u64 slice;

	if (weight >= WEIGHT_OF_NICE_0)
		return slice_ns;
	slice = slice_ns * weight / WEIGHT_OF_NICE_0;
	return slice < MIN_SLICE_NS ? MIN_SLICE_NS : slice;
}

/* The turns of all guests together are no longer than those of one task of their weight. */
static __always_inline u64 slice_for(struct task_struct *p, const struct task_ctx *task)
{
	struct cell_ctx *cell;
	u64 slice = slice_of(p, task), limit;

	if (!task->guest)
		return slice;
	cell = cell_ctx(cell_of_cpu(task->home_cpu));
	if (!cell)
		return slice;
	limit = slice_ns * guest_weight(cell) / WEIGHT_OF_NICE_0;
	return slice < limit ? slice : limit;
}

/* The length of a turn among @waiting tasks; 0: a slice, which the kernel ends. */
static __always_inline u64 turn_among(u32 waiting)
{
	return waiting > MAX_ROUND_NS / slice_ns ? MAX_ROUND_NS / waiting : 0;
}

/* True if a task has used up its turn. From tick. */
static __always_inline bool has_had_turn(struct task_struct *p, u32 cpu)
{
	struct cpu_ctx *state = cpu_ctx(cpu);
	u64 turn = state ? READ_ONCE(state->turn) : 0;

	return turn && slice_ns - p->scx.slice >= turn;
}

#endif
