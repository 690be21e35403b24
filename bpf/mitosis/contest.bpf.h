/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Finds which queue of a CPU is due first: that of its cell, that of the tasks of the
 * cell that are pinned to the CPU, or that of guests.
 *
 * Their clocks go at different speeds: the one of the cell counts what runs on all
 * its CPUs. So each queue has a position in the clock of the cell.
 *
 * - Pinned tasks: their virtual time less an offset. While they and tasks of the
 *   cell wait for the same CPU, the offset stays: they share as one queue would.
 *   If even the first of them falls behind the cell by more than a slice (other
 *   CPUs of the cell carry its clock on) the offset shrinks. Each task by itself
 *   keeps its lag to the others of the queue.
 * - Guests, all of them together, are charged as one task of the cell with nice 0,
 *   whatever their number, and share that time by weight.
 *
 * Whichever starts while another one waits carries the clock of the cell along. If
 * nobody else waits, nobody has to wait later because of it: the offset grows, or
 * the guests are set back to the clock.
 */
#ifndef MITOSIS_CONTEST_BPF_H
#define MITOSIS_CONTEST_BPF_H

#include "borrow.bpf.h"
#include "cpu_dsq.bpf.h"

/*
 * Brings the queues of a CPU into the clock of its cell. @first is the virtual time
 * of the pinned task that is due first, the one that just ran included; NULL if
 * there is none. Under the CPU's lock.
 */
static __always_inline void relate_own_queues(struct cpu_ctx *state, u32 cell, u64 now,
					      const u64 *first)
{
	const u64 earliest = now - slice_ns;

	if (state->related_cell != cell) {
		state->offset = state->pinned.now - now;
		state->guest_vtime = now;
		state->related_cell = cell;
	}
	if (first && is_before(*first - state->offset, earliest))
		state->offset = *first - earliest;
	if (is_before(state->guest_vtime, earliest))
		state->guest_vtime = earliest;
}

/* The first virtual time of @task, which may go on, and the pinned head; NULL: none. */
static __always_inline const u64 *first_pinned(const struct task_ctx *task,
					       const struct cpu_heads *heads)
{
	bool runs = task && task->home_cpu != NO_CPU && !task->guest;

	if (runs && !(heads->pinned && is_before(heads->pinned_vtime, task->vtime)))
		return &task->vtime;
	return heads->pinned ? &heads->pinned_vtime : NULL;
}

/*
 * Drops the leads of the CPU's own queues, as one queue had the CPU to itself up to now.
 * @pinned is how far the clock of pinned tasks is, or is about to be. Under the CPU's lock.
 */
static __always_inline void forget_own_leads(struct cpu_ctx *state, u64 now, u64 pinned)
{
	if (is_before(now + state->offset, pinned))
		state->offset = pinned - now;
	if (is_before(now, state->guest_vtime))
		state->guest_vtime = now;
}

/* Called before the CPU goes idle. */
static __always_inline void note_idle(struct cpu_ctx *state, u32 cell, u32 llc)
{
	if (state->related_cell == cell)
		forget_own_leads(state, cell_clock(cell, llc), state->pinned.now);
}

/* The position of a task that may go on running, in the clock of the cell. */
static __always_inline u64 position_of(const struct cpu_ctx *state, const struct task_ctx *task)
{
	if (task->home_cpu == NO_CPU)
		return task->vtime;
	return task->guest ? state->guest_vtime : task->vtime - state->offset;
}

struct contest {
	bool goes_on; /* the task that just ran is due first */
	bool pinned;  /* the task that is due first is pinned */
	u64 queue;    /* its queue; 0: none waits */
	u64 position; /* of the task that is due first */
	u32 rivals;   /* how many queues have a task that waits or may go on */
};

/* True if a task waits on the queue that @task would wait on. */
static __always_inline bool has_waiting(const struct task_ctx *task, bool in_cell,
					const struct cpu_heads *heads)
{
	if (task->home_cpu == NO_CPU)
		return in_cell;
	return task->guest ? heads->guest : heads->pinned;
}

/* Adds a queue. With equal positions, a waiting task is due before the one that just ran. */
static __always_inline void enter(struct contest *contest, u64 queue, u64 position)
{
	contest->rivals++;
	if (contest->goes_on ? is_before(contest->position, position)
			     : contest->queue && !is_before(position, contest->position))
		return;
	contest->goes_on = false;
	contest->pinned = queue >> 28 == DSQ_OF_CPU;
	contest->queue = queue;
	contest->position = position;
}

#endif
