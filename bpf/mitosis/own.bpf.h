/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Whether one of the two queues of a CPU, of pinned tasks and of guests, may hold
 * a task. Most often they hold none, and not to look there is the dearest part of
 * a dispatch saved.
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
#include "../scx/compat.bpf.h"
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

/* Before enqueue, under the lock of @cpu, puts a task on a queue of @home. */
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

/* How many tasks only @cpu can run. */
static __always_inline s32 nr_own_queued(u32 cpu)
{
	return scx_bpf_dsq_nr_queued(cpu_dsq(cpu)) + scx_bpf_dsq_nr_queued(guest_dsq(cpu));
}

/* The heads of the queues of one CPU: virtual times, each in the clock of its queue. */
struct own_heads {
	u64 pinned_vtime;
	u64 guest_vtime;
	bool pinned;
	bool guest;
};

static __always_inline bool look_at_own_queues(u32 cpu, struct own_heads *heads)
{
	heads->pinned = head_vtime(cpu_dsq(cpu), &heads->pinned_vtime);
	heads->guest = head_vtime(guest_dsq(cpu), &heads->guest_vtime);
	return heads->pinned || heads->guest;
}

/* In dispatch. False if no queue of the CPU's own holds a task. */
static __always_inline bool find_own_heads(struct cpu_state *state, u32 cpu,
					   struct own_heads *heads)
{
	if (!READ_ONCE(state->own_queue))
		return false;
	if (look_at_own_queues(cpu, heads))
		return true;
	/* Cleared before the last look, with a full barrier: who arrives after it sets it again. */
	if (!(__sync_fetch_and_and(&state->own_queue, ~OWN_QUEUE_USED) & OWN_QUEUE_USED))
		return false;
	if (!look_at_own_queues(cpu, heads))
		return false;
	note_own_queued(state);
	return true;
}

#endif
