/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The virtual time of a group: that of all its tasks as if they were one.
 *
 * A task that sleeps may be behind the clock by a slice when it wakes. If each task of a
 * group had that by itself, a group of many tasks that sleep and wake in turn would get
 * more than its share. So a group is charged as well, and the groups above it, and a task
 * that wakes is not due long before its group is.
 *
 * It is counted in the clock in which a task of the group was last charged, and takes its
 * lag along to another one. Writes may get lost meanwhile: bounds limit the error.
 */
#ifndef MITOSIS_SERVICE_BPF_H
#define MITOSIS_SERVICE_BPF_H

#include "clock.bpf.h"
#include "group.bpf.h"

#define GROUP_LEAD_SLICES 8
#define TASK_LEAD_SLICES 4
#define WAKING_CREDIT_PARTS 4

/* How far a group is ahead of the clock that has the time @now. */
static __always_inline s64 lead_of_group(const struct group *group, u32 clock, u64 now)
{
	u32 own = READ_ONCE(group->clock);

	if (own == NO_CLOCK)
		return 0;
	return READ_ONCE(group->vtime) - (own == clock ? now : now_by_id(own));
}

/* Adds to the virtual time of a group, and bounds its lead. @slice is one in its time. */
static __always_inline void advance_group(struct group *group, u32 clock, u64 now, u64 cost,
					  u64 slice, u32 lead_slices)
{
	u64 before = READ_ONCE(group->vtime);
	s64 lead = lead_of_group(group, clock, now), after = lead;

	if (after < -(s64)slice)
		after = -(s64)slice;
	after += cost;
	/* A larger lead from before stays. */
	if (after > (s64)(lead_slices * slice))
		after = lead > (s64)(lead_slices * slice) ? lead : (s64)(lead_slices * slice);
	if (READ_ONCE(group->clock) != clock)
		group->clock = clock;
	if (__sync_val_compare_and_swap(&group->vtime, before, now + after) != before)
		__sync_fetch_and_add(&group->vtime, cost);
}

/* The factor of a group's parent as one, from that of the group. */
static __always_inline u64 factor_above(const struct group *group, const struct group *parent,
					u64 factor)
{
	u32 weight = READ_ONCE(group->weight);

	return factor * weight / load_of(parent, weight);
}

/* Charges a group, and those above it, for running time. */
__noinline int charge_groups(u32 slot, u32 clock, u64 used, u32 lead_slices)
{
	u64 now = now_by_id(clock), factor = factor_as_one(slot), slice;
	struct group *group = group_at(slot), *parent;
	u32 i;

	bpf_for(i, 0, MAX_GROUP_LEVELS) {
		if (!group)
			break;
		slice = times_factor(slice_ns, factor);
		advance_group(group, clock, now, times_factor(used, factor),
			      slice > slice_ns ? slice : slice_ns, lead_slices);
		parent = READ_ONCE(group->top) ? NULL : group_at(group->parent);
		if (parent)
			factor = factor_above(group, parent, factor);
		group = parent;
	}
	return 0;
}

/* The least lag with which a task may wake: its group, and those above it, have had the rest. */
__noinline s64 least_lag_of_group(u32 slot, u32 clock, u64 now)
{
	struct group *group = group_at(slot), *parent;
	u64 factor = factor_as_one(slot), credit;
	s64 least = -(1LL << 62), lead;
	u32 i;

	bpf_for(i, 0, MAX_GROUP_LEVELS) {
		if (!group)
			break;
		credit = times_factor(slice_ns / WAKING_CREDIT_PARTS,
				      times_ratio(factor, load_of(group, 0), WEIGHT_OF_ONE));
		lead = lead_of_group(group, clock, now) - credit;
		if (lead > least)
			least = lead;
		parent = READ_ONCE(group->top) ? NULL : group_at(group->parent);
		if (parent)
			factor = factor_above(group, parent, factor);
		group = parent;
	}
	return least;
}

/*
 * The largest lead of a task: some slices beyond its group. That cuts nothing of what it has
 * run itself, unless the factor was larger then. So no number of tasks defeats the weight
 * of a group. Whoever waits for long because of it runs briefly (sweep.bpf.h).
 */
static __always_inline s64 max_lead_in_group(const struct task_ctx *task, u64 now)
{
	struct group *group = group_at(task->group);
	s64 lead = group ? lead_of_group(group, clock_id(task), now) : 0;

	return (lead > 0 ? lead : 0) + at_least_in_group(task, TASK_LEAD_SLICES * slice_ns);
}

/* The lag of a task of a group in its bounds, at a time of its clock. */
__noinline s64 bounded_lag_in_group(struct task_ctx *task, u64 now, s64 lag, u64 turn, bool wakes)
{
	s64 least, anchor, most;

	/* The verifier does not know its callers. */
	if (!task)
		return lag;
	least = -(s64)at_least_in_group(task, turn);
	if (wakes) {
		anchor = least_lag_of_group(task->group, clock_id(task), now);
		if (anchor > least)
			least = anchor;
	}
	if (lag < least)
		lag = least;
	if (lag <= 0)
		return lag;
	most = max_lead_in_group(task, now);
	return lag > most ? most : lag;
}

#endif
