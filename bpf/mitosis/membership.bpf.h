/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which group and which limits of the cpu controller a task has (group.bpf.h, limit.bpf.h),
 * and how it notices that these have changed: as with its cell (task.bpf.h), and at its
 * tick, where all settings are read anew.
 */
#ifndef MITOSIS_MEMBERSHIP_BPF_H
#define MITOSIS_MEMBERSHIP_BPF_H

#include "cell.bpf.h"
#include "group.bpf.h"
#include "limit.bpf.h"

/* Puts a limit in force, full. */
static __always_inline void begin_limit(struct limit *limit, struct task_group *tg)
{
	u64 now = bpf_ktime_get_ns(), period = tg->cfs_bandwidth.period;

	limit->runtime = tg->cfs_bandwidth.quota;
	limit->period = period;
	limit->burst = tg->cfs_bandwidth.burst;
	limit->next_refill = first_refill(now, period);
	limit->asleep = 0;
	limit->quota = tg->cfs_bandwidth.quota;
	run_refills_by(now, limit->next_refill);
}

static __always_inline void note_limit_in_use(u32 index)
{
	u32 end, i;

	bpf_for(i, 0, MAX_LIMITS) {
		end = READ_ONCE(limits_end);
		if (end > index || __sync_val_compare_and_swap(&limits_end, end, index + 1) == end)
			break;
	}
}

/* Takes a free entry for the limit of a group; 0 if there is none. */
static __noinline u32 new_limit(struct task_group *tg, struct group *group)
{
	u64 serial = tg->css.serial_nr;
	u32 before = READ_ONCE(group->limit), i;
	struct limit *limit;

	if (READ_ONCE(limits_full))
		return 0;
	bpf_for(i, 1, MAX_LIMITS) {
		limit = limit_at(i);
		if (!limit || READ_ONCE(limit->serial) ||
		    __sync_val_compare_and_swap(&limit->serial, 0, BEING_FILLED))
			continue;
		limit->quota = NO_QUOTA;
		__sync_lock_test_and_set(&limit->throttled, 0);
		limit->outer = 0;
		limit->nr_periods = 0;
		limit->nr_throttled = 0;
		limit->used = 0;
		limit->throttled_ns = 0;
		limit->longest_ns = 0;
		limit->waiting = 0;
		limit->cgid = tg->css.cgroup->kn->id;
		limit->task_group = (u64)tg;
		begin_limit(limit, tg);
		note_limit_in_use(i);
		__sync_lock_test_and_set(&limit->serial, serial);
		if (__sync_val_compare_and_swap(&group->limit, before, i) == before)
			return i;
		/* Another CPU was faster. */
		limit->serial = 0;
		return group->limit;
	}
	limits_full = true;
	__sync_fetch_and_add(&limits_missed, 1);
	return 0;
}

static __always_inline u32 limit_of(struct task_group *tg)
{
	struct group *group = slot_of(tg);
	struct limit *limit;

	if (!group) {
		/* Its id is beyond the map; or another CPU is filling the slot. */
		if (!group_at(tg->css.id))
			__sync_fetch_and_add(&limits_missed, 1);
		return 0;
	}
	limit = limit_at(group->limit);
	/* An entry without a quota may have passed to another group. */
	if (!limit || READ_ONCE(limit->serial) != tg->css.serial_nr)
		return new_limit(tg, group);
	if (limit->quota == NO_QUOTA)
		begin_limit(limit, tg);
	return group->limit;
}

static __always_inline void set_outer(u32 index, u32 outer)
{
	struct limit *limit = limit_at(index);

	if (limit && READ_ONCE(limit->outer) != outer)
		limit->outer = outer;
}

/* Finds the limits that apply to a task, and relates each to the next one upwards. */
static __noinline int find_limits(struct task_group *tg, struct task_ctx *task)
{
	u32 nearest = 0, last = 0, index, i;
	u64 seen = 0;

	bpf_for(i, 0, MAX_LIMIT_LEVELS) {
		if (!tg)
			break;
		index = has_quota(tg) ? limit_of(tg) : 0;
		/* One without room counts as seen: it is looked for again after the next sweep. */
		if (index || (has_quota(tg) && READ_ONCE(limits_full)))
			seen += tg->css.serial_nr;
		if (index) {
			if (!nearest)
				nearest = index;
			set_outer(last, index);
			last = index;
		}
		tg = tg->parent;
	}
	if (!tg)
		set_outer(last, 0);
	task->limit = nearest;
	task->limits_seen = seen;
	return 0;
}

static __always_inline u32 owner_level_of(u32 cell)
{
	struct cell_ctx *state = cell_ctx(cell);

	return cell == ROOT_CELL || !state ? 0 : READ_ONCE(state->owner_level);
}

/* 0: none. Unlike the address of a task_group, a serial is not used again. */
static __always_inline u64 serial_of(struct task_struct *p)
{
	return p->sched_task_group->css.serial_nr;
}

/*
 * The task group of a task. What is nested too deep for a walk upwards is taken for a part of
 * the deepest one that is not: a tenant cannot get away from the limits above it by nesting.
 */
static __always_inline struct task_group *task_group_of(struct task_struct *p)
{
	struct task_group *tg = p->sched_task_group;
	struct cgroup_subsys_state *css = NULL;
	struct cgroup *cgroup = tg->css.cgroup, *above;

	if (!cgroup || cgroup->level < MAX_GROUP_LEVELS)
		return tg;
	above = ancestor_at(cgroup, MAX_GROUP_LEVELS - 1);
	bpf_probe_read_kernel(&css, sizeof(css),
			      (const void *)above + bpf_core_field_offset(struct cgroup, subsys) +
				      bpf_core_enum_value(enum cgroup_subsys_id, cpu_cgrp_id) *
					      sizeof(css));
	/* The css is the first member of a task_group. */
	return css ? bpf_rdonly_cast(css, bpf_core_type_id_kernel(struct task_group)) : tg;
}

static __always_inline bool is_member_stale(struct task_struct *p, const struct task_ctx *task)
{
	return cpu_controller && task->group_serial != serial_of(p);
}

/*
 * Kernel threads and the daemon's loop belong to their cell directly, and have no limit. A
 * global function: the verifier, for which this is as much as all the rest, looks at it once.
 */
__noinline int find_membership(struct task_struct *p __arg_trusted, struct task_ctx *task)
{
	struct task_group *tg;

	if (!task)
		return 0;
	tg = task_group_of(p);

	task->group = 0;
	task->limit = 0;
	task->limits_seen = 0;
	task->group_serial = serial_of(p);
	if (!tg || (p->flags & PF_KTHREAD) || p->pid == daemon_tid)
		goto out;
	task->group = find_group(tg, owner_level_of(task->cell), p->cgroups->dfl_cgrp->root);
	if (task->group == BUSY_SLOT) {
		/* To be looked for again. */
		task->group = 0;
		task->group_serial = 0;
	}
	if (task->group)
		read_weights(tg, task->group);
	find_limits(tg, task);
out:
	if (task->counted && counted_slot(task->counted) != task->group)
		recount(task, task->group);
	task->controlled = task->group || task->limit;
	if (!task->limit) {
		task->throttled = false;
		task->at_boundary = false;
		task->throttled_ns = 0;
	}
	return 0;
}

/* From tick, for a task that they may apply to: reads all settings anew. */
__noinline int read_settings(struct task_struct *p __arg_trusted, struct task_ctx *task)
{
	struct task_group *tg = task_group_of(p);
	u64 seen = 0;
	u32 i;

	if (!task)
		return 0;
	if (task->group && tg)
		read_weights(tg, task->group);
	bpf_for(i, 0, MAX_LIMIT_LEVELS) {
		if (!tg)
			break;
		if (has_quota(tg))
			seen += tg->css.serial_nr;
		tg = tg->parent;
	}
	/* Whoever shares it finds out in the same way. */
	if (seen != task->limits_seen)
		find_membership(p, task);
	return 0;
}

#endif
