/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Selects the next task of a CPU: the one that is due first among the heads of its queues
 * and the task that it just ran.
 */
#ifndef MITOSIS_DISPATCH_BPF_H
#define MITOSIS_DISPATCH_BPF_H

#include "contest.bpf.h"
#include "first.bpf.h"
#include "interlock.bpf.h"
#include "throttle.bpf.h"
#include "shrink.bpf.h"
#include "steal.bpf.h"

static __always_inline void go_on(struct task_struct *p, struct task_ctx *task, u32 cpu)
{
	task->at_boundary = false;
	mark_borrow_start(task, cpu);
	set_slice(p, slice_for(p, task));
	shrink_at_start(p, cpu);
}

/* Lets the task that just ran go on, as if it had been queued and taken again. */
static __always_inline void renew(struct task_struct *p, struct task_ctx *task, u32 cpu)
{
	raise_clock_at_start(task, cpu);
	go_on(p, task, cpu);
}

/* True if the task that just ran, and may go on, competes with those that wait. */
static __always_inline bool enters(const struct task_ctx *task, struct cpu_heads *heads)
{
	if (!task->guest || !heads->guest)
		return true;
	/* Guests have one position: which of them is due is between themselves. */
	if (!is_before(task->vtime, heads->guest_vtime))
		return false;
	heads->guest = false;
	return true;
}

static __always_inline bool take_any(u64 of_cell, const struct cpu_heads *heads, u32 cpu)
{
	return consume_dsq(of_cell) || (heads->pinned && consume_dsq(cpu_dsq(cpu))) ||
	       (heads->guest && consume_dsq(guest_dsq(cpu)));
}

static __always_inline void take_next(struct cpu_ctx *state, s32 cpu, struct task_struct *prev)
{
	const u32 llc = llc_of(cpu);
	bool in_cell, in_own, stays = false, borrows = false;
	struct task_ctx *task = NULL;
	struct cpu_heads heads = {};
	struct contest contest = {};
	u64 of_cell, cell_head = 0;
	u32 cell;

	note_arrival(state);
	cell = READ_ONCE(state->cell);
	of_cell = cell_dsq(cell, llc);

	if (prev && (prev->scx.flags & SCX(ent_flags, SCX_TASK_QUEUED)))
		task = task_ctx_of(prev);
	if (task) {
		charge(prev, task, cpu);
		reassign_if_stale(prev, task);
		stays = may_run_on(task, cpu) && !(cpu_controller && is_held(prev, task));
		borrows = is_borrower(task, cpu);
	}
	if (stays && daemon_goes_on(prev, task)) {
		go_on(prev, task, cpu);
		return;
	}
	in_own = find_cpu_heads(state, cpu, &heads);
	/* The head of the cell's queue is not looked at where there is nothing to compare it with. */
	if (!in_own && !stays) {
		if (consume_dsq(of_cell) || steal(cpu, cell))
			return;
		note_idle(state, cell, llc);
		look_again(state, cpu);
		return;
	}
	in_cell = head_vtime(of_cell, &cell_head);
	if (stays) {
		follow_llc(task, cpu);
		bound_vtime(task, false);
	}
	relate_own_queues(state, cell, cell_clock(cell, llc),
			  first_pinned(stays ? task : NULL, &heads));
	/* A borrower does not compete: it goes on only while the owner has nothing. */
	if (stays && !borrows && enters(task, &heads)) {
		contest.goes_on = true;
		contest.pinned = task->home_cpu != NO_CPU && !task->guest;
		contest.position = position_of(state, task);
		contest.rivals = !has_waiting(task, in_cell, &heads);
	}
	if (in_cell)
		enter(&contest, of_cell, cell_head);
	if (heads.pinned)
		enter(&contest, cpu_dsq(cpu), heads.pinned_vtime - state->offset);
	if (heads.guest)
		enter(&contest, guest_dsq(cpu), state->guest_vtime);
	if (contest.rivals > 1)
		raise_cell_clock(cell, llc, contest.position);
	else
		forget_own_leads(state, cell_clock(cell, llc),
				 contest.pinned ? contest.position + state->offset
						: state->pinned.now);
	if (contest.goes_on) {
		renew(prev, task, cpu);
		return;
	}
	if (contest.queue && consume_dsq(contest.queue))
		return;
	/* Others were faster, or there was nothing. */
	if (take_any(of_cell, &heads, cpu))
		return;
	if ((!stays || borrows) && steal(cpu, cell))
		return;
	if (!stays)
		look_again(state, cpu);
	else if (!borrows || goes_on_borrowing(task))
		renew(prev, task, cpu);
}

#endif
