/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Applying a configuration while tasks run.
 *
 * apply_cell_config validates, makes what is missing (queues, masks), publishes
 * in one short section with preemption off, and then makes every CPU that
 * changed cell think again. All that can fail comes before the first
 * publication, so a failure leaves the old configuration in force.
 *
 * What is left are tasks that wait on a queue of their old cell. If the CPUs
 * that still serve the queue are outside their affinity, or if the cell is gone,
 * nobody would ever take them. rescue_waiting moves those. The daemon runs it
 * after a grace period: then no enqueue is under way any more that has seen the
 * old configuration, and one pass finds them all.
 */
#ifndef MITOSIS_CONFIG_BPF_H
#define MITOSIS_CONFIG_BPF_H

#include "task.bpf.h"

extern struct cell_config cell_config;

static __always_inline bool config_is_valid(void)
{
	u32 nr_owners = cell_config.nr_owners;
	struct cell_state *cell;
	u32 i;

	if (nr_owners >= MAX_CELLS)
		return false;
	for_each_below(i, MAX_CELLS) {
		cell = cell_state(i);
		if (cell)
			cell->wanted = i == ROOT_CELL;
	}
	for_each_below(i, nr_owners) {
		if (i >= MAX_CELLS)
			return false;
		cell = cell_state(cell_config.owners[i].cell);
		if (!cell || cell->wanted || !cell_config.owners[i].cgid)
			return false;
		cell->wanted = true;
	}
	return true;
}

/* Puts @mask, not NULL, where *@field points; what was there is dropped. */
#define put_mask(field, mask)                                         \
	({                                                            \
		struct bpf_cpumask *old = bpf_kptr_xchg(field, mask); \
		if (old)                                              \
			bpf_cpumask_release(old);                     \
	})

/* The same with nothing to put: the verifier knows NULL only as a constant. */
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

/* Most often there are none, and then there is no mask to keep either. */
static __always_inline int prepare_borrowable(struct cell_state *cell, const struct cpu_bits *bits)
{
	struct bpf_cpumask *mask;
	u32 i;

	if (is_empty(bits))
		return 0;
	mask = bpf_cpumask_create();
	if (!mask)
		return -ENOMEM;
	for_each_below(i, nr_possible_cpus) {
		if (is_usable(i) && bits->words[(i / 64) % (MAX_CPUS / 64)] >> (i % 64) & 1)
			bpf_cpumask_set_cpu(i, mask);
	}
	put_mask(&cell->next_borrowable, mask);
	return 0;
}

/* Gives a wanted cell its queue, made when first needed, and an empty mask to fill. */
static __always_inline int prepare_cell(u32 id, struct cell_state *cell)
{
	struct bpf_cpumask *mask;
	int err;

	if (!cell->has_queue) {
		err = scx_bpf_create_dsq(cell_dsq(id), -1);
		if (err)
			return err;
		cell->has_queue = true;
	}
	mask = bpf_cpumask_create();
	if (!mask)
		return -ENOMEM;
	put_mask(&cell->next, mask);
	cell->next_nr_cpus = 0;
	drop_mask(&cell->next_borrowable);
	return prepare_borrowable(cell, &cell_config.borrowable[id % MAX_CELLS]);
}

/* Puts @cpu into the mask of its new cell; false if the cell is not wanted. */
static __always_inline bool prepare_cpu(u32 cpu, u32 id)
{
	struct cell_state *cell = cell_state(id);
	struct bpf_cpumask *mask;
	bool done = false;

	if (!cell || !cell->wanted)
		return false;
	bpf_rcu_read_lock();
	mask = cell->next;
	if (mask) {
		bpf_cpumask_set_cpu(cpu, mask);
		cell->next_nr_cpus++;
		done = true;
	}
	bpf_rcu_read_unlock();
	return done;
}

static __always_inline int prepare_config(void)
{
	struct cell_state *cell;
	u32 i;
	int err;

	for_each_below(i, MAX_CELLS) {
		cell = cell_state(i);
		if (!cell || !cell->wanted)
			continue;
		err = prepare_cell(i, cell);
		if (err)
			return err;
	}
	for_each_below(i, nr_possible_cpus) {
		if (i < MAX_CPUS && is_usable(i) && !prepare_cpu(i, cell_config.cpu_cell[i]))
			return -EINVAL;
	}
	return 0;
}

/* Moves @cpu to another cell; its own queue keeps its time. */
static __always_inline void publish_place(u32 cpu, struct cpu_state *state, u32 id)
{
	u32 active = state->active & 1;
	struct cpu_place old = state->places[active];
	struct cell_state *from = cell_state(old.cell), *to = cell_state(id);

	if (old.cell == id || !from || !to)
		return;
	state->places[!active].cell = id;
	state->places[!active].offset = cell_now(old.cell) + old.offset - cell_now(id);
	__sync_lock_test_and_set(&state->active, !active);
	state->moved = true;
	from->changed = true;
	to->changed = true;
}

/* What was prepared comes into force, if it was; else nothing does. */
#define publish_mask(field, next)                                     \
	({                                                            \
		struct bpf_cpumask *mask = bpf_kptr_xchg(next, NULL); \
		if (mask)                                             \
			put_mask(field, mask);                        \
		else                                                  \
			drop_mask(field);                             \
	})

static __always_inline void publish_masks(struct cell_state *cell)
{
	/* Left by a preparation that failed. */
	if (!cell->wanted) {
		drop_mask(&cell->next);
		drop_mask(&cell->next_borrowable);
	}
	publish_mask(&cell->primary, &cell->next);
	cell->nr_cpus = cell->next_nr_cpus;
	publish_mask(&cell->borrowable, &cell->next_borrowable);
}

static __always_inline void publish_owners(void)
{
	struct cell_state *cell;
	u32 i;

	for_each_below(i, MAX_CELLS) {
		cell = cell_state(i);
		if (cell && cell->owner) {
			u64 cgid = cell->owner;

			bpf_map_delete_elem(&owners, &cgid);
			cell->owner = 0;
		}
	}
	for_each_below(i, cell_config.nr_owners) {
		u64 cgid;
		u32 id;

		if (i >= MAX_CELLS)
			break;
		cgid = cell_config.owners[i].cgid;
		id = cell_config.owners[i].cell;
		bpf_map_update_elem(&owners, &cgid, &id, BPF_ANY);
		cell = cell_state(id);
		if (cell)
			cell->owner = cgid;
	}
}

static __always_inline void publish_config(void)
{
	struct cell_state *cell;
	struct cpu_state *cpu;
	u32 i;

	for_each_below(i, MAX_CELLS) {
		cell = cell_state(i);
		if (cell && (cell->in_use || cell->wanted)) {
			publish_masks(cell);
			cell->in_use = cell->wanted;
		}
	}
	for_each_below(i, nr_possible_cpus) {
		cpu = cpu_state(i);
		if (cpu && i < MAX_CPUS && is_usable(i))
			publish_place(i, cpu, cell_config.cpu_cell[i]);
	}
	publish_owners();
	__sync_fetch_and_add(&applied_sequence, 1);
}

/* A task that runs where it may not any more would otherwise run its slice out. */
static __always_inline void kick_moved_cpus(void)
{
	struct cpu_state *cpu;
	u32 i;

	for_each_below(i, nr_possible_cpus) {
		cpu = cpu_state(i);
		if (cpu && cpu->moved) {
			cpu->moved = false;
			scx_bpf_kick_cpu(i, SCX(kick_flags, SCX_KICK_PREEMPT));
		}
	}
}

/*
 * Moves a waiting task that nobody would take to a CPU where it may run. Once it
 * starts there it finds its own cell and queue again (mitosis_running).
 */
static __always_inline void rescue(struct bpf_iter_scx_dsq *it, struct task_struct *p,
				   u32 queue_cell)
{
	u32 cell = find_cell(p);
	s32 cpu;

	if (cell == queue_cell && covers_cell(p, cell))
		return;
	cpu = any_cpu_in_cell(p, cell);
	if (cpu < 0)
		cpu = any_usable_cpu(p);
	if (cpu >= 0)
		scx_bpf_dsq_move(it, p, SCX(dsq_id_flags, SCX_DSQ_LOCAL_ON) | cpu, 0);
}

static __always_inline void rescue_from(u32 cell)
{
	struct bpf_iter_scx_dsq it;
	struct task_struct *p;

	bpf_rcu_read_lock();
	if (!bpf_iter_scx_dsq_new(&it, cell_dsq(cell), 0)) {
		while ((p = bpf_iter_scx_dsq_next(&it)))
			rescue(&it, p, cell);
	}
	bpf_iter_scx_dsq_destroy(&it);
	bpf_rcu_read_unlock();
}

#endif
