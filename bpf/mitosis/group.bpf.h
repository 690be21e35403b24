/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * cpu.weight and cpu.idle: how the groups of a cell share its CPUs.
 *
 * A group is a cgroup that has the cpu controller and lies below the owner of its cell,
 * at any depth. A queue still orders tasks, not groups: what a group is due is a factor by
 * which the running time of its tasks is charged,
 *
 *	load(g) / weight(g) * load(parent) / weight(parent) * ...
 *
 * up to the owner. It is computed from the load of each group over the weight of the one
 * below, a ratio of 1 at least, so that rounding cannot favour deep hierarchies. The load
 * of a group is the weight of its runnable tasks and of its subgroups with such tasks. A
 * group of one task of nice 0 and of the default weight has the factor 1, as has a task
 * that belongs to the owner's cgroup directly.
 *
 * The load must be exact: one that is too high would give the group too little for ever.
 * So each task notes with which weight it is counted where, and each group notes what it
 * has contributed to the load of its parent, whatever happens to its weight meanwhile.
 *
 * Functions here that take numbers alone are global ones: the verifier looks at each once,
 * not at each call.
 *
 * Settings are read from the kernel's task_group, where they are right as soon as the
 * write to the file returns. The slot of a group is a cache of that.
 */
#ifndef MITOSIS_GROUP_BPF_H
#define MITOSIS_GROUP_BPF_H

#include "limit.bpf.h"

#define WEIGHT_UNIT 1024ULL /* so many are a weight of 1 */
#define WEIGHT_OF_ONE (WEIGHT_OF_NICE_0 * WEIGHT_UNIT)
#define IDLE_WEIGHT 307 /* 0.3: of 100 by default, it is what 3 of 1024 is to the kernel */
#define FACTOR_ONE (1ULL << 16)
#define MAX_FACTOR (1ULL << 34)
#define MAX_COST (1ULL << 34) /* 17 s; no factor is larger, either */
#define MAX_GROUP_LEVELS MAX_CGROUP_DEPTH
#define SLOT_BITS 18 /* of a task's count; the rest is the end of a serial */
#define WEIGHT_BITS 14
#define BUSY_SLOT (~0U)

static __always_inline struct group *group_at(u32 slot)
{
	return bpf_map_lookup_elem(&groups, &slot);
}

/* In WEIGHT_UNIT. */
static __always_inline u32 weight_of(struct task_group *tg)
{
	struct task_group___old *old = (void *)tg;

	if (tg->idle)
		return IDLE_WEIGHT;
	if (bpf_core_field_exists(tg->scx.weight))
		return tg->scx.weight * WEIGHT_UNIT;
	if (bpf_core_field_exists(old->scx_weight))
		return old->scx_weight * WEIGHT_UNIT;
	return WEIGHT_OF_NICE_0 * WEIGHT_UNIT;
}

/* What the load of the parent is to have of a group. */
static __always_inline u64 contribution(const struct group *group)
{
	return READ_ONCE(group->load) > 0 && !READ_ONCE(group->top) ? READ_ONCE(group->weight) : 0;
}

/* Brings what the parent's load has of a group up to date; returns what it has to gain. */
static __always_inline s64 contribute(struct group *group)
{
	s64 gain = 0;
	u64 wanted;
	u32 i;

	/* Others do this at the same time: whoever was last looks again. */
	bpf_for(i, 0, 4) {
		wanted = contribution(group);
		gain += wanted - __sync_lock_test_and_set(&group->contributed, wanted);
		if (contribution(group) == wanted)
			break;
	}
	return gain;
}

/* Adds to the load of a group, and to those above it as far as it matters to them. */
__noinline int add_load(u32 slot, s64 gain)
{
	struct group *group;
	s64 before;
	u32 i;

	bpf_for(i, 0, MAX_GROUP_LEVELS) {
		group = group_at(slot);
		if (!group || !gain)
			break;
		before = __sync_fetch_and_add(&group->load, gain);
		if ((before > 0) == (before + gain > 0))
			break;
		gain = contribute(group);
		slot = group->parent;
	}
	return 0;
}

/* Corrects what a group contributes after its weight or its place has changed. */
static __always_inline void contribute_anew(struct group *group)
{
	add_load(group->parent, contribute(group));
}

/*
 * Where a task is counted, in one word, so that it can be exchanged: the timer that admits
 * throttled tasks does not hold the lock of their run queues. Whoever writes the word takes
 * back what it has replaced. 0: nowhere.
 */
static __always_inline u64 count_in(u32 slot, u32 weight, u64 serial)
{
	return slot | (u64)weight << SLOT_BITS | serial << (SLOT_BITS + WEIGHT_BITS);
}

static __always_inline u32 counted_slot(u64 counted)
{
	return counted & ((1 << SLOT_BITS) - 1);
}

static __always_inline u32 counted_weight(u64 counted)
{
	return counted >> SLOT_BITS & ((1 << WEIGHT_BITS) - 1);
}

static __always_inline void take_back(u64 counted)
{
	u32 slot = counted_slot(counted), weight = counted_weight(counted);
	struct group *group = group_at(slot);

	/* The slot may have passed to another group, which starts from 0. */
	if (slot && group && counted == count_in(slot, weight, group->serial))
		add_load(slot, -(s64)(weight * WEIGHT_UNIT));
}

/* Counts a runnable task in the group in @slot, with its present weight; 0: in none. */
static __noinline int recount(struct task_ctx *task, u32 slot)
{
	struct group *group = group_at(slot);
	u32 weight = task->weight;
	u64 counted = slot && group ? count_in(slot, weight, group->serial) : 0;

	take_back(__sync_lock_test_and_set(&task->counted, counted));
	if (counted)
		add_load(slot, weight * WEIGHT_UNIT);
	return 0;
}

/* Called when a task is, or becomes, runnable. */
static __always_inline void count_runnable(struct task_ctx *task)
{
	u64 counted = task->counted;

	if (!(task->group | counted))
		return;
	if (task->group != counted_slot(counted) || task->weight != counted_weight(counted))
		recount(task, task->group);
}

/* Called when a task sleeps, is throttled or leaves. */
static __always_inline void count_out(struct task_ctx *task)
{
	if (task->counted)
		recount(task, 0);
}

/* @value, MAX_COST at most, times a factor. A large one has bits to spare, but no room. */
static __always_inline u64 times_factor(u64 value, u64 factor)
{
	if (value > MAX_COST)
		value = MAX_COST;
	if (factor >> 24)
		return value * (factor >> 8) / (FACTOR_ONE >> 8);
	return value * factor / FACTOR_ONE;
}

/* A factor times load / weight. */
static __always_inline u64 times_ratio(u64 factor, u64 load, u32 weight)
{
	u64 ratio = load * FACTOR_ONE / (weight ?: 1);

	factor = times_factor(factor, ratio < MAX_FACTOR ? ratio : MAX_FACTOR);
	if (factor > MAX_FACTOR)
		return MAX_FACTOR;
	return factor ?: 1;
}

/* The load of a group; at least what is known to be in it. */
static __always_inline u64 load_of(const struct group *group, u64 least)
{
	s64 load = READ_ONCE(group->load);

	return load < (s64)least ? least : load;
}

/* The factor by which running time is charged to a group as if it were one task. */
__noinline u64 factor_as_one(u32 slot)
{
	struct group *group = group_at(slot), *parent;
	u64 factor = FACTOR_ONE;
	u32 weight = 0, i;

	bpf_for(i, 0, MAX_GROUP_LEVELS) {
		if (!group)
			break;
		weight = READ_ONCE(group->weight);
		parent = READ_ONCE(group->top) ? NULL : group_at(group->parent);
		if (parent)
			factor = times_ratio(factor, load_of(parent, weight), weight);
		group = parent;
	}
	factor = factor * WEIGHT_OF_ONE / (weight ?: WEIGHT_OF_ONE);
	return factor < MAX_FACTOR ? factor : MAX_FACTOR;
}

/* The factor by which the running time of a task of a group is charged. */
__noinline u64 factor_of_group(u32 slot, u32 weight)
{
	struct group *group = group_at(slot);

	return group ? times_ratio(factor_as_one(slot), load_of(group, weight * WEIGHT_UNIT),
				   WEIGHT_OF_ONE)
		     : FACTOR_ONE;
}

static __always_inline u64 factor_of(const struct task_ctx *task)
{
	return cpu_controller && task->group ? factor_of_group(task->group, task->weight)
					     : FACTOR_ONE;
}

/* Virtual time for running time that was scaled by the weight of the task. */
static __always_inline u64 in_group(const struct task_ctx *task, u64 cost)
{
	if (!cpu_controller || !task->group)
		return cost;
	return times_factor(cost, factor_of(task));
}

/* Scales a bound on virtual time for the group of a task, but does not lower it. */
static __always_inline u64 at_least_in_group(const struct task_ctx *task, u64 bound)
{
	u64 scaled = in_group(task, bound);

	return scaled > bound ? scaled : bound;
}

/* Running time, scaled by the weight of the task, that virtual time stands for. */
static __always_inline u64 out_of_group(const struct task_ctx *task, u64 vtime)
{
	if (!cpu_controller || !task->group)
		return vtime;
	if (vtime > MAX_COST)
		vtime = MAX_COST;
	return vtime * FACTOR_ONE / factor_of(task);
}

/* Fills a slot whose former group, if it had one, is gone. */
static __always_inline bool fill_slot(struct group *group, struct task_group *tg, u64 serial)
{
	u64 before = READ_ONCE(group->claimed);

	if (before == serial ||
	    __sync_val_compare_and_swap(&group->claimed, before, serial) != before)
		return false;
	group->serial = 0;
	group->load = 0;
	group->contributed = 0;
	group->read_at = 0;
	group->parent = 0;
	group->level = tg->css.cgroup->level;
	group->weight = weight_of(tg);
	group->top = true;
	group->idle = false;
	group->vtime = 0;
	group->clock = NO_CLOCK;
	if (group->limit)
		forget_limit(group->limit, before);
	group->limit = 0;
	__sync_lock_test_and_set(&group->serial, serial);
	return true;
}

/* The slot of a task group; NULL if there is none, or another CPU is filling it. */
static __always_inline struct group *slot_of(struct task_group *tg)
{
	struct group *group = group_at(tg->css.id);
	u64 serial = tg->css.serial_nr;

	if (!group || !tg->css.id)
		return NULL;
	if (READ_ONCE(group->serial) == serial || fill_slot(group, tg, serial))
		return group;
	return NULL;
}

/*
 * Makes the slots of a task group and of those above it, up to @level, where they are
 * missing, and relates each to the next one upwards. Returns the first, BUSY_SLOT if another
 * CPU is filling one, 0 if there is none. A group whose id is beyond the map is taken for a
 * part of the one above it: a tenant may make as many as it likes.
 */
static __always_inline u32 make_slots(struct task_group *tg, int level)
{
	struct group *group, *below = NULL;
	u32 first = 0, id, i;

	bpf_for(i, 0, MAX_GROUP_LEVELS) {
		if (!tg || !tg->css.cgroup || tg->css.cgroup->level < level)
			break;
		id = tg->css.id;
		if (group_at(id)) {
			group = slot_of(tg);
			if (!group)
				return BUSY_SLOT;
			if (below && READ_ONCE(below->parent) != id)
				below->parent = id;
			below = group;
			if (!first)
				first = id;
		}
		tg = tg->parent;
	}
	return first;
}

/* Notes where the groups from @slot upwards end: at those on @level. */
static __always_inline void mark_top(u32 slot, u32 level)
{
	struct group *group;
	bool top;
	u32 i;

	bpf_for(i, 0, MAX_GROUP_LEVELS) {
		group = group_at(slot);
		if (!group || !slot)
			break;
		top = group->level <= level;
		if (READ_ONCE(group->top) != top) {
			group->top = top;
			contribute_anew(group);
		}
		if (top)
			break;
		slot = group->parent;
	}
}

/*
 * Returns the slot of a task group; 0 if it is not below the owner of the cell; BUSY_SLOT
 * if another CPU is filling one. The slots up to the owner are there then. @root is the
 * hierarchy in which cells are: one of version 1 has other levels.
 */
static __always_inline u32 find_group(struct task_group *tg, u32 owner_level,
				      struct cgroup_root *root)
{
	struct cgroup *cgroup = tg->css.cgroup;
	u32 slot;

	/* A group of sched_autogroup has none. */
	if (!cgroup || cgroup->root != root)
		return 0;
	/* All before any: whatever contributes to a slot that is filled later would be lost. */
	slot = make_slots(tg, owner_level + 1);
	if (slot && slot != BUSY_SLOT)
		mark_top(slot, owner_level + 1);
	return slot;
}

/* Reads the weights of a group and of those above it anew, at most once in a tick. */
static __noinline int read_weights(struct task_group *tg, u32 slot)
{
	struct group *own = group_at(slot), *group;
	u64 now = bpf_jiffies64();
	bool idle = false;
	u32 weight, i;

	if (!own || READ_ONCE(own->read_at) == now)
		return 0;
	own->read_at = now;
	bpf_for(i, 0, MAX_GROUP_LEVELS) {
		if (!tg)
			break;
		group = group_at(tg->css.id);
		if (group) {
			weight = weight_of(tg);
			idle = idle || weight == IDLE_WEIGHT;
			if (READ_ONCE(group->weight) != weight) {
				group->weight = weight;
				contribute_anew(group);
			}
			if (READ_ONCE(group->top))
				break;
		}
		tg = tg->parent;
	}
	own->idle = idle;
	if (idle && !any_idle_group)
		any_idle_group = true;
	return 0;
}

#endif
