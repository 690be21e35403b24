/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Forking gains no CPU time, and the exit of a task forgives no debt.
 *
 * A child starts with its parent's lag, and one turn later: its deposit. When a
 * task ends, its lag, less the deposit if it has not run for as long, is the least
 * that its payer has from then on: what children run counts as if the payer had run
 * itself. It is not added up: children that run at the same time are tasks like
 * any others. The payer is the parent, or the parent's payer if the parent is
 * short-lived itself: has not run for a turn and has forked no other child. So neither
 * a child in between nor a chain of tasks, each of which exits as soon as it has forked
 * the next, hides the running time from the task that goes on forking.
 *
 * The parent's running time before the fork is not known there, as it has not been
 * charged yet. A child that ends adds it to the lag that it leaves to its payer, and a
 * parent that ends leaves it to its last child.
 */
#ifndef MITOSIS_FAMILY_BPF_H
#define MITOSIS_FAMILY_BPF_H

#include "turn.bpf.h"

/* Running tasks are charged at ticks, so no more than this is uncharged at a fork. */
#define MAX_TICK_NS 4000000

static __always_inline bool has_run_a_turn(struct task_struct *p)
{
	return p->se.sum_exec_runtime >= slice_ns;
}

static __always_inline u64 lag_less_deposit(struct task_struct *p, const struct task_ctx *task)
{
	u64 vtime = task->vtime;

	if (is_before(vtime, task->min_vtime))
		vtime = task->min_vtime;
	return vtime - clock_of(task) - (has_run_a_turn(p) ? 0 : task->deposit);
}

/* Gives a child its lag and its payer, in the context of the parent, which is running. */
static __always_inline void inherit_debt(struct task_struct *p, struct task_ctx *task,
					 struct task_struct *parent_task, struct task_ctx *parent)
{
	const struct clock *clock = clock_at(parent);
	u64 deposit;
	s64 lag;

	if (!clock)
		return;
	deposit = turn_at(clock) * WEIGHT_OF_NICE_0 / (parent->weight ?: 1);
	task->deposit = in_group(parent, deposit > slice_ns ? slice_ns : deposit);
	lag = lag_less_deposit(parent_task, parent) + task->deposit;
	/* A lag, not a time, until the child has a clock. */
	task->vtime = lag > 0 ? lag : 0;
	if (parent->payer && !parent->last_child && !has_run_a_turn(parent_task)) {
		task->payer = parent->payer;
		task->payer_start = parent->payer_start;
	} else {
		task->payer = parent_task->pid;
		task->payer_start = parent_task->start_time;
		task->payer_ran_ns = parent_task->se.sum_exec_runtime;
	}
	parent->last_child = p->pid;
}

/* A concurrent write may be lost: the next task that exits makes up for it. */
static __always_inline void leave_lag(struct task_ctx *heir, const struct task_ctx *from, s64 lag)
{
	u64 least;

	if (!heir->has_clock)
		return;
	if (lag > 0)
		lag = in_group(heir, out_of_group(from, lag) * from->weight /
					     (heir->weight ?: from->weight));
	least = clock_of(heir) + lag;
	if (is_before(heir->min_vtime, least))
		heir->min_vtime = least;
}

/* The payer's running time before the fork that was not charged then. */
static __always_inline u64 uncharged_at_fork(struct task_struct *payer, const struct task_ctx *task)
{
	u64 ran = payer->se.sum_exec_runtime - task->payer_ran_ns;

	if (!task->payer_ran_ns)
		return 0;
	if (ran > MAX_TICK_NS)
		ran = MAX_TICK_NS;
	return ran * WEIGHT_OF_NICE_0 / (task->weight ?: WEIGHT_OF_NICE_0);
}

static __always_inline bool is_payer(const struct task_ctx *task, struct task_struct *other)
{
	return other->pid == task->payer && other->start_time == task->payer_start;
}

static __always_inline void pay_to(struct task_struct *payer, struct task_struct *p,
				   struct task_ctx *task)
{
	struct task_ctx *state = task_ctx_of(payer);

	if (state)
		leave_lag(state, task, lag_less_deposit(p, task) + uncharged_at_fork(payer, task));
}

static __always_inline void pay(struct task_struct *p, struct task_ctx *task)
{
	struct task_struct *payer = p->real_parent;

	/* Most often the parent is the payer, which saves a search. */
	if (payer && is_payer(task, payer)) {
		pay_to(payer, p, task);
		return;
	}
	payer = bpf_task_from_pid(task->payer);
	if (!payer)
		return;
	/* The pid may be another task's by now. */
	if (is_payer(task, payer))
		pay_to(payer, p, task);
	bpf_task_release(payer);
}

static __noinline int leave_to_child(struct task_struct *p, struct task_ctx *task)
{
	struct task_struct *child = bpf_task_from_pid(task->last_child);
	struct task_ctx *state;

	if (!child)
		return 0;
	state = task_ctx_of(child);
	/* Its payer is this task, or was found through this task. */
	if (state && !has_run_a_turn(child) &&
	    (state->payer_start == p->start_time || state->payer_start == task->payer_start))
		leave_lag(state, task, lag_less_deposit(p, task) + state->deposit);
	bpf_task_release(child);
	return 0;
}

/* Settles the debt of @p, which stops running and exits. */
static __always_inline void settle_debt(struct task_struct *p, struct task_ctx *task)
{
	if (task->payer)
		pay(p, task);
	if (task->last_child)
		leave_to_child(p, task);
}

#endif
