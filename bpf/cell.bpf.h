/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Which cell a task belongs to, and which cell a CPU belongs to.
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

/* bpf_cgroup_ancestor() would give nothing for a cgroup that is going away. */
static __always_inline u64 ancestor_cgid(struct cgroup *cgroup, u32 level)
{
	struct cgroup *ancestor = NULL;
	const void *slot = (const void *)cgroup + bpf_core_field_offset(struct cgroup, ancestors) +
			   level * sizeof(ancestor);

	bpf_probe_read_kernel(&ancestor, sizeof(ancestor), slot);
	return ancestor ? BPF_CORE_READ(ancestor, kn, id) : 0;
}

static __noinline u32 find_cell(struct task_struct *p)
{
	struct cgroup *cgroup = p->cgroups->dfl_cgrp;
	u32 depth = cgroup->level + 1;
	u32 i;

	if (depth > MAX_CGROUP_DEPTH)
		depth = MAX_CGROUP_DEPTH;
	for_each_below(i, depth) {
		u64 cgid = ancestor_cgid(cgroup, cgroup->level - i);
		u32 *cell = bpf_map_lookup_elem(&owners, &cgid);

		if (cell)
			return *cell;
	}
	return ROOT_CELL;
}

static __always_inline struct cpu_place active_place(const struct cpu_state *state)
{
	return state->places[READ_ONCE(state->active) & 1];
}

/*
 * Cell and offset of a CPU as one value. A configuration writes the pair that
 * is not in force and then flips the index. The daemon lets a grace period
 * pass between two configurations, so that no reader meets both.
 */
static __always_inline struct cpu_place place_of(u32 cpu)
{
	struct cpu_place nowhere = { .cell = ROOT_CELL };
	struct cpu_state *state = cpu_state(cpu);

	if (!state)
		return nowhere;
	return active_place(state);
}

#endif
