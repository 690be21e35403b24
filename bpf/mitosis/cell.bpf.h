/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The cell of a task, and the cell of a CPU.
 *
 * A task's cell is that of the nearest ancestor of its cgroup (itself included)
 * that owns one, else the root cell. It is read from the default hierarchy
 * through the task itself, whenever it is needed: there is nothing to keep in
 * step with cgroups that come and go, tasks that move, controllers that are
 * switched on or hierarchies of cgroup v1.
 */
#ifndef MITOSIS_CELL_BPF_H
#define MITOSIS_CELL_BPF_H

#include "types.bpf.h"

static __always_inline u64 cgid_of(struct task_struct *p)
{
	return p->cgroups->dfl_cgrp->kn->id;
}

/*
 * The address of the ancestor of a cgroup on a level, for probe reads. Works for a cgroup that
 * is being removed, too, unlike bpf_cgroup_ancestor().
 */
static __always_inline struct cgroup *ancestor_at(struct cgroup *cgroup, u32 level)
{
	struct cgroup *ancestor = NULL;
	const void *slot = (const void *)cgroup + bpf_core_field_offset(struct cgroup, ancestors) +
			   level * sizeof(ancestor);

	bpf_probe_read_kernel(&ancestor, sizeof(ancestor), slot);
	return ancestor;
}

static __always_inline u64 ancestor_cgid(struct cgroup *cgroup, u32 level)
{
	struct cgroup *ancestor = ancestor_at(cgroup, level);

	return ancestor ? BPF_CORE_READ(ancestor, kn, id) : 0;
}

/* Starts at the deepest level on which a cgroup owns a cell: tasks may be far below it. */
static __noinline u32 find_cell(struct task_struct *p)
{
	struct cgroup *cgroup = p->cgroups->dfl_cgrp;
	u32 deepest = READ_ONCE(deepest_owner);
	u32 i;

	if (deepest > cgroup->level)
		deepest = cgroup->level;
	bpf_for(i, 0, deepest + 1) {
		u64 cgid = ancestor_cgid(cgroup, deepest - i);
		u32 *cell = bpf_map_lookup_elem(&owners, &cgid);

		if (cell)
			return *cell;
	}
	return ROOT_CELL;
}

/* The weight of all guests together on a CPU of @cell. */
static __always_inline u32 guest_weight(const struct cell_ctx *cell)
{
	return READ_ONCE(cell->guest_weight) ?: WEIGHT_OF_NICE_0;
}

/* The cell that owns a CPU. */
static __always_inline u32 cell_of_cpu(u32 cpu)
{
	struct cpu_ctx *state = cpu_ctx(cpu);

	return state ? READ_ONCE(state->cell) : ROOT_CELL;
}

#endif
