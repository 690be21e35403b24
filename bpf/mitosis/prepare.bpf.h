/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The first half of applying a configuration while tasks run: it is validated, and
 * missing queues and masks are created. All that can fail is here, before anything is
 * published: a failure leaves the old configuration in force.
 */
#ifndef MITOSIS_PREPARE_BPF_H
#define MITOSIS_PREPARE_BPF_H

#include "task.bpf.h"

struct cell_config cell_config;

static u32 next_deepest_owner; /* of the configuration that is being applied */

static __always_inline bool config_is_valid(void)
{
	u32 nr_owners = cell_config.nr_owners;
	struct cell_ctx *cell;
	u32 i;

	if (nr_owners >= MAX_CELLS)
		return false;
	bpf_for(i, 0, MAX_CELLS) {
		cell = cell_ctx(i);
		if (!cell)
			continue;
		cell->wanted = i == ROOT_CELL;
		cell->next_owner = 0;
	}
	bpf_for(i, 0, nr_owners) {
		if (i >= MAX_CELLS)
			return false;
		cell = cell_ctx(cell_config.owners[i].cell);
		if (!cell || cell->wanted || !cell_config.owners[i].cgid)
			return false;
		cell->wanted = true;
		cell->next_owner = cell_config.owners[i].cgid;
	}
	return true;
}

/* Stores @mask, not NULL, in *@field and releases the previous mask. */
#define put_mask(field, mask)                                         \
	({                                                            \
		struct bpf_cpumask *old = bpf_kptr_xchg(field, mask); \
		if (old)                                              \
			bpf_cpumask_release(old);                     \
	})

/* Releases the mask in *@field. The verifier accepts NULL only as a constant. */
#define drop_mask(field)                                              \
	({                                                            \
		struct bpf_cpumask *old = bpf_kptr_xchg(field, NULL); \
		if (old)                                              \
			bpf_cpumask_release(old);                     \
	})

static __always_inline bool is_empty(const struct cpu_bits *bits)
{
	u64 any = 0;
	u32 i;

	for (i = 0; i < MAX_CPUS / 64; i++)
		any |= bits->words[i];
	return !any;
}

/* Creates the mask of borrowable CPUs, unless there are none, as is most often the case. */
static __always_inline int prepare_borrowable(struct cell_ctx *cell, const struct cpu_bits *bits)
{
	struct bpf_cpumask *mask;
	u32 i;

	if (is_empty(bits))
		return 0;
	mask = bpf_cpumask_create();
	if (!mask)
		return -ENOMEM;
	bpf_for(i, 0, nr_possible_cpus) {
		if (is_usable(i) && bits->words[(i / 64) % (MAX_CPUS / 64)] >> (i % 64) & 1)
			bpf_cpumask_set_cpu(i, mask);
	}
	put_mask(&cell->next_borrowable, mask);
	return 0;
}

/* Gives a wanted cell empty masks to fill. */
static __always_inline int prepare_cell(u32 id, struct cell_ctx *cell)
{
	struct bpf_cpumask *mask;

	cell->next_llcs = 0;
	mask = bpf_cpumask_create();
	if (!mask)
		return -ENOMEM;
	put_mask(&cell->next, mask);
	cell->next_nr_cpus = 0;
	cell->next_guest_weight = cell_config.guest_weight[id % MAX_CELLS];
	drop_mask(&cell->next_borrowable);
	return prepare_borrowable(cell, &cell_config.borrowable[id % MAX_CELLS]);
}

/* Creates the queue and the mask of a cell for its first CPU in an LLC. */
static __always_inline int prepare_llc(u32 id, struct cell_ctx *cell, u32 llc)
{
	const u64 bit = 1ULL << (llc & (MAX_LLCS - 1));
	struct cell_llc *entry;
	struct bpf_cpumask *mask;
	int err;

	if (!(cell->queues & bit)) {
		err = scx_bpf_create_dsq(cell_dsq(id, llc), -1);
		if (err)
			return err;
		cell->queues |= bit;
	}
	if (llc_aware) {
		entry = cell_llc(id, llc);
		if (!entry)
			return -EINVAL;
		mask = bpf_cpumask_create();
		if (!mask)
			return -ENOMEM;
		put_mask(&entry->next, mask);
	}
	cell->next_llcs |= bit;
	return 0;
}

/* Adds @cpu to the mask in *@field. False if there is no mask. */
#define add_cpu(field, cpu)                               \
	({                                                \
		struct bpf_cpumask *mask;                 \
		bool added = false;                       \
		bpf_rcu_read_lock();                      \
		mask = *(field);                          \
		if (mask) {                               \
			bpf_cpumask_set_cpu((cpu), mask); \
			added = true;                     \
		}                                         \
		bpf_rcu_read_unlock();                    \
		added;                                    \
	})

/* Adds @cpu to the masks of its new cell, which has to be a wanted one. */
static __always_inline int prepare_cpu(u32 cpu, u32 id)
{
	struct cell_ctx *cell = cell_ctx(id);
	u32 llc = llc_of(cpu);
	struct cell_llc *entry;
	int err = 0;

	if (!cell || !cell->wanted)
		return -EINVAL;
	if (!has_llc(cell->next_llcs, llc))
		err = prepare_llc(id, cell, llc);
	if (err)
		return err;
	if (llc_aware) {
		entry = cell_llc(id, llc);
		if (!entry || !add_cpu(&entry->next, cpu))
			return -EINVAL;
	}
	cell->next_nr_cpus++;
	return add_cpu(&cell->next, cpu) ? 0 : -EINVAL;
}

/* True for a wanted cell without CPUs: nobody would serve its tasks. */
static __always_inline bool lacks_cpus(u32 id)
{
	struct cell_ctx *cell = cell_ctx(id);

	return cell && cell->wanted && !cell->next_llcs;
}

/* The level of a cgroup in the hierarchy; 0 for the root, and for one that is gone. */
static __always_inline u32 level_of(u64 cgid)
{
	struct cgroup *cgroup = bpf_cgroup_from_id(cgid);
	u32 level;

	if (!cgroup)
		return 0;
	level = cgroup->level;
	bpf_cgroup_release(cgroup);
	return level;
}

/*
 * Finds the levels of the owners, and returns the deepest: the search for a task's cell
 * begins there, and deeper owners are never found.
 */
static __always_inline u32 find_owner_levels(void)
{
	u32 deepest = 0, level, i;
	struct cell_ctx *cell;

	bpf_for(i, 0, cell_config.nr_owners) {
		if (i >= MAX_CELLS)
			break;
		level = level_of(cell_config.owners[i].cgid);
		cell = cell_ctx(cell_config.owners[i].cell);
		if (cell)
			cell->next_owner_level = level;
		if (level > deepest && level < MAX_CGROUP_DEPTH)
			deepest = level;
	}
	return deepest;
}

static __always_inline int prepare_config(void)
{
	struct cell_ctx *cell;
	u32 i;
	int err;

	next_deepest_owner = find_owner_levels();
	bpf_for(i, 0, MAX_CELLS) {
		cell = cell_ctx(i);
		if (!cell || !cell->wanted)
			continue;
		err = prepare_cell(i, cell);
		if (err)
			return err;
	}
	bpf_for(i, 0, nr_possible_cpus) {
		if (i >= MAX_CPUS || !is_usable(i))
			continue;
		err = prepare_cpu(i, cell_config.cpu_cell[i]);
		if (err)
			return err;
	}
	bpf_for(i, 0, MAX_CELLS) {
		if (lacks_cpus(i))
			return -EINVAL;
	}
	return 0;
}

#endif
