/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Borrowing: a task that finds no idle CPU in its cell may run on an idle one of
 * another cell, until the owner needs it.
 *
 * A CPU is marked as lent while it runs a borrower. When a task of the owner has
 * to queue, one lent CPU is kicked to reschedule, and takes what waits there
 * before the borrower. The mark goes with the kick: of several tasks that queue
 * at once, each has another CPU cleared. A task that queues while a borrower is about to
 * start misses the mark; the borrower checks when it starts, and at every tick.
 *
 * As long as the owner has nothing, the borrower's cell shares the CPU as it does
 * its own ones, by virtual time.
 *
 * A CPU that runs a task with cpu.idle is marked in the same way: whoever wakes in its cell
 * preempts it.
 */
#ifndef MITOSIS_BORROW_BPF_H
#define MITOSIS_BORROW_BPF_H

#include "cpu_dsq.bpf.h"
#include "task.bpf.h"

/* True if a CPU of @mask is idle: far cheaper than a search that finds none. */
static __always_inline bool any_idle_in(const struct cpumask *mask)
{
	const struct cpumask *idle = scx_bpf_get_idle_cpumask();
	bool any = bpf_cpumask_intersects(mask, idle);

	scx_bpf_put_idle_cpumask(idle);
	return any;
}

/* Claims an idle CPU that the task's cell may borrow; negative if there is none. */
static __always_inline s32 claim_borrowable(struct task_struct *p, const struct task_ctx *task,
					    s32 prev_cpu)
{
	struct cell_ctx *cell;
	struct bpf_cpumask *mask;

	if (!borrowing || task->home_cpu != NO_CPU || is_migration_disabled(p))
		return NO_CPU;
	cell = cell_ctx(task->cell);
	if (!cell)
		return NO_CPU;
	mask = cell->borrowable;
	if (!mask || !any_idle_in((const struct cpumask *)mask))
		return NO_CPU;
	return claim_idle_cpu(p, prev_cpu, (const struct cpumask *)mask);
}

/* True if a task that may run on @cpu borrows it. */
static __always_inline bool is_borrower(const struct task_ctx *task, u32 cpu)
{
	return borrowing && task->home_cpu == NO_CPU && cell_of_cpu(cpu) != task->cell;
}

/* Writes no shared line if the mark does not change, as is most often the case. */
static __always_inline void mark_lent(u32 cpu, struct cpu_ctx *state, bool is_lent)
{
	u32 key = 0;
	struct machine *machine;
	struct bpf_cpumask *lent;

	if (READ_ONCE(state->lent) == is_lent)
		return;
	machine = bpf_map_lookup_elem(&machines, &key);
	if (!machine)
		return;
	lent = machine->lent;
	if (!lent)
		return;
	state->lent = is_lent;
	if (is_lent)
		bpf_cpumask_set_cpu(cpu, lent);
	else
		bpf_cpumask_clear_cpu(cpu, lent);
}

/* True if a task is to give way to whoever wakes in its cell. */
static __always_inline bool is_idle_group(const struct task_ctx *task)
{
	struct group *group = cpu_controller && task->group ? group_at(task->group) : NULL;

	return group && READ_ONCE(group->idle);
}

/* False if no CPU is ever marked, as is most often the case. */
static __always_inline bool may_be_lent(void)
{
	return borrowing || (cpu_controller && READ_ONCE(any_idle_group));
}

/* Called when a task that may run on @cpu starts there. */
static __always_inline void mark_borrow_start(struct task_ctx *task, u32 cpu)
{
	struct cpu_ctx *state = may_be_lent() ? cpu_ctx(cpu) : NULL;

	if (!state)
		return;
	task->borrows = is_borrower(task, cpu);
	task->yields = is_idle_group(task);
	mark_lent(cpu, state, task->borrows || task->yields);
}

static __always_inline void mark_borrow_stop(struct task_ctx *task, u32 cpu)
{
	struct cpu_ctx *state;

	if (!may_be_lent() || (!task->borrows && !task->yields))
		return;
	task->borrows = false;
	task->yields = false;
	state = cpu_ctx(cpu);
	if (state)
		mark_lent(cpu, state, false);
}

/* True if tasks of the owning cell wait for @cpu, which runs @task. */
static __always_inline bool is_wanted_back(const struct task_ctx *task, u32 cpu)
{
	struct cpu_ctx *state;

	if (!borrowing || !task->borrows)
		return false;
	state = cpu_ctx(cpu);
	if (!state)
		return false;
	return scx_bpf_dsq_nr_queued(cell_dsq(READ_ONCE(state->cell), llc_of(cpu))) > 0 ||
	       (READ_ONCE(state->cpu_dsq_state) && nr_cpu_queued(cpu) > 0);
}

/*
 * Preempts a borrower, or a task with cpu.idle, for a task of the owner that had to queue,
 * last on @cpu.
 */
static __always_inline void reclaim_for(const struct task_ctx *task, u32 cpu)
{
	struct bpf_cpumask *primary, *lent;
	struct machine *machine;
	struct cell_ctx *cell;
	struct cpu_ctx *state;
	u32 key = 0;

	if (!may_be_lent())
		return;
	cell = cell_ctx(task->cell);
	machine = bpf_map_lookup_elem(&machines, &key);
	if (!cell || !machine || is_idle_group(task))
		return;
	primary = cell->primary;
	lent = machine->lent;
	if (!primary || !lent)
		return;
	/* Most often none is lent, and a search for it would cost several times as much. */
	if (task->home_cpu == NO_CPU &&
	    !bpf_cpumask_intersects((const struct cpumask *)primary, (const struct cpumask *)lent))
		return;
	if (task->home_cpu != NO_CPU)
		cpu = task->home_cpu;
	else if (cell_of_cpu(cpu) != task->cell ||
		 !bpf_cpumask_test_cpu(cpu, (const struct cpumask *)lent))
		cpu = bpf_cpumask_any_and_distribute((const struct cpumask *)primary,
						     (const struct cpumask *)lent);
	if (!is_usable(cpu) || !bpf_cpumask_test_and_clear_cpu(cpu, lent))
		return;
	/* Before the kick: a borrower that goes on afterwards marks the CPU again. */
	state = cpu_ctx(cpu);
	if (state)
		state->lent = false;
	scx_bpf_kick_cpu(cpu, SCX(kick_flags, SCX_KICK_PREEMPT));
}

/*
 * Called when the owner of the CPU has nothing to run. False if the borrower that just
 * ran has to leave all the same: its cell has an idle CPU, or a task that is due before
 * it, which then has been taken.
 */
static __always_inline bool goes_on_borrowing(const struct task_ctx *task)
{
	struct cell_ctx *cell = cell_ctx(task->cell);
	u64 own_dsq = queue_of(task), head;
	struct bpf_cpumask *primary;

	if (!cell)
		return false;
	primary = cell->primary;
	if (primary && any_idle_in((const struct cpumask *)primary))
		return false;
	/* Leads are cut to the same bound: with ties the borrower would go on for ever. */
	return !head_vtime(own_dsq, &head) || is_before(task->vtime, head) || !consume_dsq(own_dsq);
}

#endif
