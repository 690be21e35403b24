/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Tasks pinned to several CPUs that do not cover their cell. Each has one of them as its
 * home, whose queue it uses. It moves to another one that is idle, and, with dynamic
 * affinity, to one where fewer tasks wait.
 */
#ifndef MITOSIS_PINNED_BPF_H
#define MITOSIS_PINNED_BPF_H

#include "cpu_dsq.bpf.h"
#include "task.bpf.h"

static __always_inline bool may_move_home(struct task_struct *p, const struct task_ctx *task)
{
	return task->home_cpu != NO_CPU && p->nr_cpus_allowed > 1;
}

static __always_inline void move_home(struct task_struct *p, struct task_ctx *task, s32 cpu)
{
	if (cpu != task->home_cpu)
		change_clock(task, task->cell, task->llc, cpu, is_guest(p, task->cell, cpu));
}

/* Claims an idle CPU in the task's cell, or anywhere if its affinity has none there. */
static __always_inline s32 claim_in_affinity(struct task_struct *p, const struct task_ctx *task,
					     s32 prev_cpu)
{
	struct cell_ctx *cell = cell_ctx(task->cell);
	u32 key = 0;
	struct machine *machine = bpf_map_lookup_elem(&machines, &key);
	struct bpf_cpumask *primary, *usable;

	if (!cell || !machine)
		return NO_CPU;
	primary = cell->primary;
	usable = machine->usable;
	if (!primary || !usable)
		return NO_CPU;
	if (bpf_cpumask_intersects((const struct cpumask *)primary, p->cpus_ptr))
		return claim_idle_cpu(p, prev_cpu, (const struct cpumask *)primary);
	return claim_idle_cpu(p, prev_cpu, (const struct cpumask *)usable);
}

/* Claims an idle CPU for a pinned task, as its new home; negative if there is none. */
static __always_inline s32 claim_home(struct task_struct *p, struct task_ctx *task, s32 prev_cpu)
{
	s32 cpu = task->home_cpu;

	if (allows(p, cpu) && scx_bpf_test_and_clear_cpu_idle(cpu))
		return cpu;
	if (!may_move_home(p, task))
		return NO_CPU;
	cpu = claim_in_affinity(p, task, prev_cpu);
	if (is_usable(cpu))
		move_home(p, task, cpu);
	return cpu;
}

/*
 * Called when no CPU is idle: moves a task that has to queue to a CPU where fewer pinned
 * tasks wait. It tries one CPU each time. If the slice of the task has ended (!wakes),
 * its own CPU is about to take one of the waiting tasks.
 */
static __always_inline void balance_home(struct task_struct *p, struct task_ctx *task, bool wakes)
{
	s32 here, there, cpu;

	if (!dynamic_affinity || !may_move_home(p, task) || is_migration_disabled(p))
		return;
	here = nr_cpu_queued(task->home_cpu);
	if (here <= 0)
		return;
	cpu = any_cpu_in_cell(p, task->cell);
	/* Another candidate. */
	if (cpu == task->home_cpu)
		cpu = any_cpu_in_cell(p, task->cell);
	if (cpu < 0)
		cpu = any_usable_cpu(p);
	if (cpu < 0)
		return;
	there = nr_cpu_queued(cpu);
	if (there + !wakes < here)
		move_home(p, task, cpu);
}

#endif
