/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The second half of applying a configuration: the prepared masks are published in one
 * short section with preemption off, and then every CPU that changed cell is kicked to
 * reschedule. Tasks that wait on a queue that nobody serves any more are left to
 * rescue.bpf.h.
 */
#ifndef MITOSIS_PUBLISH_BPF_H
#define MITOSIS_PUBLISH_BPF_H

#include "prepare.bpf.h"

/* Moves a CPU to another cell; its own queues keep their time. */
static __always_inline void publish_owner_of_cpu(struct cpu_ctx *state, u32 id)
{
	struct cell_ctx *from = cell_ctx(state->cell), *to = cell_ctx(id);

	if (state->cell == id || !from || !to)
		return;
	__sync_lock_test_and_set(&state->cell, id);
	state->moved = true;
	from->changed = true;
	to->changed = true;
}

/* Moves a prepared mask from *@next to *@field; without one, *@field becomes NULL. */
#define publish_mask(field, next)                                     \
	({                                                            \
		struct bpf_cpumask *mask = bpf_kptr_xchg(next, NULL); \
		if (mask)                                             \
			put_mask(field, mask);                        \
		else                                                  \
			drop_mask(field);                             \
	})

/* The LLCs come before the mask: whoever sees that the cell has CPUs sees where. */
static __always_inline void publish_llcs(u32 id, struct cell_ctx *cell)
{
	const u64 next = cell->wanted ? cell->next_llcs : 0, both = cell->llcs | next;
	struct cell_llc *entry;
	u32 i;

	if (next)
		cell->llcs = next;
	if (!llc_aware)
		return;
	bpf_for(i, 0, nr_llcs) {
		entry = has_llc(both, i) ? cell_llc(id, i) : NULL;
		if (!entry)
			continue;
		/* Elsewhere there may be a mask left by a preparation that failed. */
		if (has_llc(next, i))
			publish_mask(&entry->primary, &entry->next);
		else
			drop_mask(&entry->primary);
	}
}

static __always_inline void publish_masks(u32 id, struct cell_ctx *cell)
{
	publish_llcs(id, cell);
	/* Left by a preparation that failed. */
	if (!cell->wanted) {
		drop_mask(&cell->next);
		drop_mask(&cell->next_borrowable);
	}
	publish_mask(&cell->primary, &cell->next);
	cell->nr_cpus = cell->next_nr_cpus;
	cell->guest_weight = cell->next_guest_weight;
	publish_mask(&cell->borrowable, &cell->next_borrowable);
}

/* Makes @cell the cell of @cgid. A concurrent lookup finds it or the previous cell. */
static __always_inline void publish_owner(u64 cgid, u32 cell)
{
	u32 *known = bpf_map_lookup_elem(&owners, &cgid);

	if (known)
		*known = cell;
	else
		bpf_map_update_elem(&owners, &cgid, &cell, BPF_ANY);
}

/* Removes the entry of @cgid, unless it belongs to a new cell already. */
static __always_inline void forget_owner(u64 cgid, u32 cell)
{
	u32 *known = bpf_map_lookup_elem(&owners, &cgid);

	if (known && *known == cell)
		bpf_map_delete_elem(&owners, &cgid);
}

/* New owners first, then the removed ones: no owner is ever without its cell. */
static __always_inline void publish_owners(void)
{
	struct cell_ctx *cell;
	u32 i;

	if (next_deepest_owner > deepest_owner)
		__sync_lock_test_and_set(&deepest_owner, next_deepest_owner);
	bpf_for(i, 0, MAX_CELLS) {
		cell = cell_ctx(i);
		if (cell && cell->next_owner && cell->next_owner != cell->owner)
			publish_owner(cell->next_owner, i);
	}
	bpf_for(i, 0, MAX_CELLS) {
		cell = cell_ctx(i);
		if (!cell || cell->owner == cell->next_owner)
			continue;
		if (cell->owner)
			forget_owner(cell->owner, i);
		cell->owner = cell->next_owner;
		cell->owner_level = cell->next_owner_level;
	}
	__sync_lock_test_and_set(&deepest_owner, next_deepest_owner);
}

static __always_inline void publish_config(void)
{
	struct cell_ctx *cell;
	struct cpu_ctx *cpu;
	u32 i;

	bpf_for(i, 0, MAX_CELLS) {
		cell = cell_ctx(i);
		if (cell && (cell->in_use || cell->wanted)) {
			publish_masks(i, cell);
			cell->in_use = cell->wanted;
		}
	}
	bpf_for(i, 0, nr_possible_cpus) {
		cpu = cpu_ctx(i);
		if (cpu && i < MAX_CPUS && is_usable(i))
			publish_owner_of_cpu(cpu, cell_config.cpu_cell[i]);
	}
	publish_owners();
}

/* A task that runs where it may not any more would otherwise run its slice out. */
static __always_inline void kick_moved_cpus(void)
{
	struct cpu_ctx *cpu;
	u32 i;

	bpf_for(i, 0, nr_possible_cpus) {
		cpu = cpu_ctx(i);
		if (cpu && cpu->moved) {
			cpu->moved = false;
			scx_bpf_kick_cpu(i, SCX(kick_flags, SCX_KICK_PREEMPT));
		}
	}
}

#endif
