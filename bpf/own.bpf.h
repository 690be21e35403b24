/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Whether the own queue of a CPU may hold a task. Most often it holds none, and
 * not to look there is the dearest part of a dispatch saved.
 *
 * A word a CPU says so: bit 0 is set when a task is put there and cleared when
 * the CPU finds nothing. What enqueue inserts is there only after it returned,
 * but still under the run queue lock of the task's CPU. If that is the CPU of the
 * queue, dispatch cannot come in between. If it is another one, the task counts
 * as under way, in the upper bits, until that other CPU next holds its lock in
 * dispatch: by then the task has arrived, and bit 0 takes over.
 */
#ifndef MITOSIS_OWN_BPF_H
#define MITOSIS_OWN_BPF_H

#include "cell.bpf.h"
#include "compat.bpf.h"
#include "dsq.bpf.h"

#define OWN_QUEUE_USED 1
#define OWN_QUEUE_UNDER_WAY 2

/* A task is on the own queue of the CPU, or will be before its lock is released. */
static __always_inline void note_own_queued(struct cpu_state *state)
{
	if (!(READ_ONCE(state->own_queue) & OWN_QUEUE_USED))
		__sync_fetch_and_or(&state->own_queue, OWN_QUEUE_USED);
}

/* What was sent from here has arrived. Under the lock of the CPU that @state is of. */
static __always_inline void note_arrival(struct cpu_state *state)
{
	struct cpu_state *home;

	if (!state->sent_to)
		return;
	home = cpu_state(state->sent_to - 1);
	state->sent_to = 0;
	if (!home)
		return;
	note_own_queued(home);
	__sync_fetch_and_sub(&home->own_queue, OWN_QUEUE_UNDER_WAY);
}

/* Before enqueue, under the lock of @cpu, puts a task on the own queue of @home. */
static __always_inline void announce_own_queued(u32 home, u32 cpu)
{
	struct cpu_state *to = cpu_state(home), *from = cpu_state(cpu);

	if (!to || !from)
		return;
	if (to == from) {
		note_own_queued(to);
		return;
	}
	note_arrival(from);
	__sync_fetch_and_add(&to->own_queue, OWN_QUEUE_UNDER_WAY);
	from->sent_to = home + 1;
}

/* In dispatch. Like head_vtime() of the CPU's own queue. */
static __always_inline bool own_head_vtime(struct cpu_state *state, u32 cpu, u64 *vtime)
{
	if (!READ_ONCE(state->own_queue))
		return false;
	if (head_vtime(cpu_dsq(cpu), vtime))
		return true;
	/* Cleared before the last look, with a full barrier: who arrives after it sets it again. */
	if (!(__sync_fetch_and_and(&state->own_queue, ~OWN_QUEUE_USED) & OWN_QUEUE_USED))
		return false;
	if (!head_vtime(cpu_dsq(cpu), vtime))
		return false;
	note_own_queued(state);
	return true;
}

#endif
