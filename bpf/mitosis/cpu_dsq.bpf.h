/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A quick check whether one of the two queues of a CPU, of pinned tasks and of guests,
 * may hold a task. Most often they hold none: skipping this lookup is the largest saving
 * in dispatch.
 *
 * A word a CPU says so: bit 0 is set when a task is put there and cleared when
 * the CPU finds nothing. A task that enqueue inserts is there only after it returned,
 * but still under the run queue lock of the task's CPU. If that is the CPU of the
 * queue, dispatch cannot come in between. If it is another one, the task counts
 * as under way, in the upper bits, until that other CPU next holds its lock in
 * dispatch: by then the task has arrived, and bit 0 takes over.
 */
#ifndef MITOSIS_CPU_DSQ_BPF_H
#define MITOSIS_CPU_DSQ_BPF_H

#include "cell.bpf.h"
#include "../scx/compat.bpf.h"
#include "dsq.bpf.h"

#define CPU_DSQ_USED 1
#define CPU_DSQ_UNDER_WAY 2

/* Marks that a task is on an own queue of the CPU, or will be before its lock is released. */
static __always_inline void note_cpu_queued(struct cpu_ctx *state)
{
	if (!(READ_ONCE(state->cpu_dsq_state) & CPU_DSQ_USED))
		__sync_fetch_and_or(&state->cpu_dsq_state, CPU_DSQ_USED);
}

/* Records that a task sent from here has arrived, under the lock of the CPU of @state. */
static __always_inline void note_arrival(struct cpu_ctx *state)
{
	struct cpu_ctx *home;

	if (!state->sent_to)
		return;
	home = cpu_ctx(state->sent_to - 1);
	state->sent_to = 0;
	if (!home)
		return;
	note_cpu_queued(home);
	__sync_fetch_and_sub(&home->cpu_dsq_state, CPU_DSQ_UNDER_WAY);
}

/* Called before enqueue, under the lock of @cpu, puts a task on a queue of @home. */
static __always_inline void announce_cpu_queued(u32 home, u32 cpu)
{
	struct cpu_ctx *to = cpu_ctx(home), *from = cpu_ctx(cpu);

	if (!to || !from)
		return;
	if (to == from) {
		note_cpu_queued(to);
		return;
	}
	note_arrival(from);
	__sync_fetch_and_add(&to->cpu_dsq_state, CPU_DSQ_UNDER_WAY);
	from->sent_to = home + 1;
}

/* The number of queued tasks that only @cpu can run. */
static __always_inline s32 nr_cpu_queued(u32 cpu)
{
	return scx_bpf_dsq_nr_queued(cpu_dsq(cpu)) + scx_bpf_dsq_nr_queued(guest_dsq(cpu));
}

/* The heads of the queues of one CPU: virtual times, each in the clock of its queue. */
struct cpu_heads {
	u64 pinned_vtime;
	u64 guest_vtime;
	bool pinned;
	bool guest;
};

static __always_inline bool peek_cpu_dsqs(u32 cpu, struct cpu_heads *heads)
{
	heads->pinned = head_vtime(cpu_dsq(cpu), &heads->pinned_vtime);
	heads->guest = head_vtime(guest_dsq(cpu), &heads->guest_vtime);
	return heads->pinned || heads->guest;
}

/* From dispatch: reads the heads of the CPU's own queues. False if they are empty. */
static __always_inline bool find_cpu_heads(struct cpu_ctx *state, u32 cpu, struct cpu_heads *heads)
{
	if (!READ_ONCE(state->cpu_dsq_state))
		return false;
	if (peek_cpu_dsqs(cpu, heads))
		return true;
	/* Cleared before the last look, with a full barrier: a later arrival sets it again. */
	if (!(__sync_fetch_and_and(&state->cpu_dsq_state, ~CPU_DSQ_USED) & CPU_DSQ_USED))
		return false;
	if (!peek_cpu_dsqs(cpu, heads))
		return false;
	note_cpu_queued(state);
	return true;
}

#endif
