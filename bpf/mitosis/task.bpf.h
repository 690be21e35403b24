/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The cell and the queue of a task, and how it notices that these have changed.
 *
 * A task compares its cgroup and the applied configuration with those it was last
 * matched with whenever it is woken, queued, started or ticked. That is three loads;
 * its cell, queue and clock are determined again only if one differs.
 */
#ifndef MITOSIS_TASK_BPF_H
#define MITOSIS_TASK_BPF_H

#include "charge.bpf.h"
#include "../scx/compat.bpf.h"
#include "dsq.bpf.h"
#include "membership.bpf.h"
#include "reject.bpf.h"
#include "turn.bpf.h"

/*
 * The helpers below read masks: a program that may sleep calls them between
 * bpf_rcu_read_lock() and _unlock(). (Before 6.18 the verifier refuses to nest.)
 */

/* True if the affinity covers all CPUs of @cell. A missing mask is never covered. */
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

/* A usable CPU of @cell in the task's affinity; negative if there is none. */
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
 * The CPU on whose queue a pinned task waits: the one where it waited before if that is
 * in its cell, else another one of its cell, else its current one, else any of its
 * affinity. A new task takes neither its parent's home nor the current CPU, where all its
 * siblings are.
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

/* True if a task is pinned to a CPU of another cell. Kernel threads are never guests. */
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
	if (cpu_controller)
		find_membership(p, task);
	if (home_cpu != NO_CPU)
		reject_if_pinned(p, cell);
	return 0;
}

/* A running task has to be charged first: its running time belongs to its old cell. */
static __always_inline void reassign_if_stale(struct task_struct *p, struct task_ctx *task)
{
	u64 cgid = cgid_of(p);

	if (task->cgid != cgid || task->sequence != READ_ONCE(applied_sequence))
		reassign_task(p, task, cgid);
	else if (is_member_stale(p, task))
		find_membership(p, task);
}

/*
 * True if the task cannot leave its CPU now; its affinity shows that only from the next
 * context switch on. A BPF program disables the migration of the task that it
 * interrupts, except where disables_migration() is false.
 */
static __always_inline bool is_migration_disabled(struct task_struct *p)
{
	return p->migration_disabled > (disables_migration(p) && p == bpf_get_current_task_btf());
}

/* True for the kernel's per-CPU threads. */
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
