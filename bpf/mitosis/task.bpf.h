/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Where a task belongs, and how it finds out that this has changed.
 *
 * A task compares its cgroup and the applied configuration with what it was
 * last matched with whenever it is woken, queued, started or ticked. That is
 * three loads; only if one differs its cell, queue and clock are derived anew.
 */
#ifndef MITOSIS_TASK_BPF_H
#define MITOSIS_TASK_BPF_H

#include "clock.bpf.h"
#include "../scx/compat.bpf.h"
#include "dsq.bpf.h"
#include "reject.bpf.h"
#include "turn.bpf.h"

/*
 * The helpers below read masks: a program that may sleep calls them between
 * bpf_rcu_read_lock() and _unlock(). (Before 6.18 the verifier refuses to nest.)
 */

/* A mask that does not exist covers nothing and is covered by nothing. */
static __always_inline bool covers_cell(struct task_struct *p, u32 cell)
{
	struct cell_ctx *state = cell_ctx(cell);
	struct bpf_cpumask *primary;
	bool covers = false;

	if (!state)
		return false;
	primary = state->primary;
	if (primary)
		covers = bpf_cpumask_subset((const struct cpumask *)primary, p->cpus_ptr);
	return covers;
}

/* A usable CPU that both the task's affinity and @mask have; negative if none. */
static __always_inline s32 any_cpu_of(struct task_struct *p, struct bpf_cpumask *mask)
{
	u32 cpu = MAX_CPUS;

	if (mask)
		cpu = bpf_cpumask_any_and_distribute((const struct cpumask *)mask, p->cpus_ptr);
	return is_usable(cpu) ? cpu : NO_CPU;
}

/* One that @cell has, too. */
static __always_inline s32 any_cpu_in_cell(struct task_struct *p, u32 cell)
{
	struct cell_ctx *state = cell_ctx(cell);

	return state ? any_cpu_of(p, state->primary) : NO_CPU;
}

/* Any usable CPU of the task's affinity; negative if there is none. */
static __always_inline s32 any_usable_cpu(struct task_struct *p)
{
	u32 key = 0;
	struct machine *machine = bpf_map_lookup_elem(&machines, &key);

	return machine ? any_cpu_of(p, machine->usable) : NO_CPU;
}

static __always_inline bool allows(struct task_struct *p, s32 cpu)
{
	return cpu >= 0 && bpf_cpumask_test_cpu(cpu, p->cpus_ptr);
}

/*
 * The one CPU on whose queue a pinned task waits: where it waited before if that
 * CPU is of its cell, else another one of its cell, else where it is, else any
 * that its affinity has. A new task is where its parent is: with all its siblings.
 */
static __always_inline s32 choose_home(struct task_struct *p, const struct task_ctx *task, u32 cell)
{
	s32 cpu = task->home_cpu;

	if (task->has_clock && is_usable(cpu) && allows(p, cpu) && cell_of_cpu(cpu) == cell)
		return cpu;
	cpu = any_cpu_in_cell(p, cell);
	if (cpu >= 0)
		return cpu;
	cpu = scx_bpf_task_cpu(p);
	if (task->has_clock && is_usable(cpu) && allows(p, cpu))
		return cpu;
	cpu = any_usable_cpu(p);
	return cpu >= 0 ? cpu : scx_bpf_task_cpu(p);
}

/* Pinned to a CPU of another cell. The kernel's threads are at home everywhere. */
static __always_inline bool is_guest(struct task_struct *p, u32 cell, s32 home_cpu)
{
	return home_cpu != NO_CPU && !(p->flags & PF_KTHREAD) && cell_of_cpu(home_cpu) != cell;
}

static __noinline int reassign_task(struct task_struct *p, struct task_ctx *task, u64 cgid)
{
	/* A full barrier: what is read below is at least as new as the sequence. */
	u32 sequence = __sync_fetch_and_add(&applied_sequence, 0);
	u32 cell = find_cell(p);
	s32 home_cpu = covers_cell(p, cell) ? NO_CPU : choose_home(p, task, cell);
	bool guest = is_guest(p, cell, home_cpu);
	/* After the mask: a cell that has one has CPUs in some LLC, with a queue there. */
	u32 llc = nearest_llc(cell, llc_of(scx_bpf_task_cpu(p)));

	if (!task->has_clock || cell != task->cell || llc != task->llc ||
	    home_cpu != task->home_cpu || guest != task->guest)
		change_clock(task, cell, llc, home_cpu, guest);
	task->cgid = cgid;
	task->sequence = sequence;
	task->serves_all = (p->flags & PF_KTHREAD) && cell == ROOT_CELL;
	if (home_cpu != NO_CPU)
		reject_if_pinned(p, cell);
	return 0;
}

/* A running task is to be charged first: what it ran belongs to its old cell. */
static __always_inline void reassign_if_stale(struct task_struct *p, struct task_ctx *task)
{
	u64 cgid = cgid_of(p);

	if (task->cgid != cgid || task->sequence != READ_ONCE(applied_sequence))
		reassign_task(p, task, cgid);
}

/*
 * It cannot leave its CPU now, although its affinity says so only from its next
 * context switch on. A BPF program counts as one such section of the task it
 * interrupts, unless holding off RCU takes no more than that (disables_migration).
 */
static __always_inline bool is_migration_disabled(struct task_struct *p)
{
	return p->migration_disabled > (disables_migration(p) && p == bpf_get_current_task_btf());
}

/* The kernel's own per-CPU threads. */
static __always_inline bool is_bound_kthread(struct task_struct *p)
{
	return (p->flags & PF_KTHREAD) && p->nr_cpus_allowed == 1;
}

static __always_inline bool may_borrow(const struct task_ctx *task, u32 cpu)
{
	struct cell_ctx *cell = cell_ctx(task->cell);
	struct bpf_cpumask *borrowable;

	if (!borrowing || !cell)
		return false;
	borrowable = cell->borrowable;
	return borrowable && bpf_cpumask_test_cpu(cpu, (const struct cpumask *)borrowable);
}

static __always_inline bool may_run_on(const struct task_ctx *task, u32 cpu)
{
	if (task->home_cpu == NO_CPU)
		return cell_of_cpu(cpu) == task->cell || may_borrow(task, cpu);
	return task->home_cpu == cpu;
}

#endif
