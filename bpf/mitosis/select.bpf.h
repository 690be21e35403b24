/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Selects the CPU for a task that wakes or is queued: an idle one of its cell, an idle
 * one that its cell may borrow, or none, and then the run queue lock under which it is
 * queued.
 */
#ifndef MITOSIS_SELECT_BPF_H
#define MITOSIS_SELECT_BPF_H

#include "borrow.bpf.h"
#include "idle.bpf.h"
#include "interlock.bpf.h"
#include "pinned.bpf.h"

/* True if the executing CPU is in @cell and runs a task. The idle task has pid 0. */
static __always_inline bool is_busy_here(u32 cell)
{
	return bpf_get_current_task_btf()->pid && cell_of_cpu(bpf_get_smp_processor_id()) == cell;
}

static __always_inline s32 search_cell(struct task_struct *p, const struct task_ctx *task,
				       const struct cpumask *primary, s32 prev_cpu)
{
	if (llc_aware)
		return claim_near_cpu(p, prev_cpu, primary, cell_llc(task->cell, task->llc));
	return claim_idle_cpu(p, prev_cpu, primary);
}

/* Fails only after a search that follows a note, see interlock.bpf.h. */
static __always_inline s32 claim_in_cell(struct task_struct *p, const struct task_ctx *task,
					 struct cell_ctx *cell, s32 prev_cpu)
{
	struct bpf_cpumask *primary = cell->primary;
	/* The only CPU of a cell is woken by the wake-up itself, so no note is needed. */
	bool noted = cell->nr_cpus == 1;
	s32 cpu;
	u32 i;

	if (!primary)
		return NO_CPU;
	for (i = 0; i < 2; i++) {
		if (!finds_idle(cell, (const struct cpumask *)primary, &noted))
			break;
		cpu = search_cell(p, task, (const struct cpumask *)primary, prev_cpu);
		if (cpu >= 0 || noted)
			return cpu;
		note_queueing(cell);
		noted = true;
	}
	return NO_CPU;
}

/* Claims an idle CPU where the task belongs; negative if there is none. */
static __always_inline s32 claim_cpu(struct task_struct *p, struct task_ctx *task, s32 prev_cpu)
{
	struct cell_ctx *cell = cell_ctx(task->cell);

	/* To insert it on another CPU's local DSQ would be an error that ends the scheduler. */
	if (is_migration_disabled(p))
		return NO_CPU;
	if (task->home_cpu != NO_CPU)
		return claim_home(p, task, prev_cpu);
	/* Woken by the only CPU that could be idle. */
	if (!cell || (cell->nr_cpus == 1 && is_busy_here(task->cell)))
		return NO_CPU;
	return claim_in_cell(p, task, cell, prev_cpu);
}

/* Claims any idle CPU for a thread that works for all cells; negative if none. */
static __always_inline s32 claim_anywhere(struct task_struct *p, const struct task_ctx *task,
					  s32 prev_cpu)
{
	u32 key = 0;
	struct machine *machine;
	struct bpf_cpumask *usable;

	if (!task->serves_all || is_migration_disabled(p))
		return NO_CPU;
	machine = bpf_map_lookup_elem(&machines, &key);
	if (!machine)
		return NO_CPU;
	usable = machine->usable;
	return usable ? claim_idle_cpu(p, prev_cpu, (const struct cpumask *)usable) : NO_CPU;
}

/* Inserts a task directly into the local DSQ of a CPU. */
static __always_inline void insert_on(struct task_struct *p, const struct task_ctx *task, s32 cpu,
				      u64 enq_flags)
{
	scx_bpf_dsq_insert(p, SCX(dsq_id_flags, SCX_DSQ_LOCAL_ON) | cpu, slice_of(p, task),
			   enq_flags);
}

/* The CPU under whose run queue lock a task that found none idle is queued. */
static __always_inline s32 fallback_cpu(struct task_struct *p, const struct task_ctx *task,
					s32 prev_cpu)
{
	s32 cpu;

	if (task->home_cpu != NO_CPU)
		return allows(p, task->home_cpu) ? task->home_cpu : prev_cpu;
	if (cell_of_cpu(prev_cpu) == task->cell && allows(p, prev_cpu))
		return prev_cpu;
	cpu = any_cpu_in_cell(p, task->cell);
	return cpu >= 0 ? cpu : prev_cpu;
}

/*
 * A task that is woken by a CPU of its busy cell is queued at once. This saves enqueue,
 * and it holds the lock of that CPU, so that the wake-up is complete before interrupts
 * are on again: the grace period of rescue_waiting covers it. Returns false for other
 * cases, which are left to enqueue.
 */
static __always_inline bool queue_here(struct task_struct *p, struct task_ctx *task, u32 cpu)
{
	if (task->home_cpu != NO_CPU || p->pid == daemon_tid || task->serves_all)
		return false;
	if (cell_of_cpu(cpu) != task->cell || llc_of(cpu) != llc_of_task(task))
		return false;
	if (bound_vtime(task, true))
		count_here(task->cell, clamped);
	count_here(task->cell, cell_dsq);
	insert_by_vtime(p, queue_of(task), slice_of(p, task), task->vtime, 0);
	reclaim_for(task, cpu);
	return true;
}

/* True if a task cannot leave its CPU now, and this CPU does not serve the task's queue. */
static __always_inline bool is_stuck(struct task_struct *p, const struct task_ctx *task, u32 cpu)
{
	if (!is_migration_disabled(p))
		return false;
	return task->home_cpu == NO_CPU ? cell_of_cpu(cpu) != task->cell : task->home_cpu != cpu;
}

/* Looks for an idle CPU for a task that is being queued; false if there is none. */
static __always_inline bool start_on_idle(struct task_struct *p, struct task_ctx *task, u32 cpu,
					  u64 enq_flags)
{
	s32 idle_cpu = claim_cpu(p, task, cpu);

	if (idle_cpu < 0)
		idle_cpu = claim_anywhere(p, task, cpu);
	if (idle_cpu >= 0) {
		count(cpu, task->cell, local);
	} else {
		idle_cpu = claim_borrowable(p, task, cpu);
		if (idle_cpu < 0)
			return false;
		count(cpu, task->cell, borrowed);
	}
	insert_on(p, task, idle_cpu, enq_flags | immediate_flag());
	scx_bpf_kick_cpu(idle_cpu, SCX(kick_flags, SCX_KICK_IDLE));
	return true;
}

#endif
