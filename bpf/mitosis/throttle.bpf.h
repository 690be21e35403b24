/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Throttling: a task whose limit has nothing left waits on a queue of that limit, in the
 * order in which tasks came there.
 *
 * A task that holds a lock of the kernel must not wait there, as everybody who wants that
 * lock would wait with it. So it goes there only from where a tick has found it in user
 * mode. Until then it goes on, in debt. Where the tick cannot tell, or the debt is so deep
 * that its tasks must avoid ticks in user mode, it goes there from anywhere.
 *
 * Some tasks have to run: those that exit, are killed, are to stop (SIGSTOP, ptrace, the
 * freezer), or that the kernel does not let leave their CPU.
 */
#ifndef MITOSIS_THROTTLE_BPF_H
#define MITOSIS_THROTTLE_BPF_H

#include "membership.bpf.h"
#include "task.bpf.h"
#include "turn.bpf.h"

/* True if a thread is to look at its signals, or does other work at the next return to user mode. */
static __always_inline bool is_to_see_signals(struct task_struct *p)
{
	struct pt_regs *regs = NULL;
	u64 bits = bpf_core_field_exists(regs->cs) ? SIGPENDING_BITS_X86 : SIGPENDING_BITS_OTHERS;

	return p->thread_info.flags & bits;
}

/*
 * A stop of the whole process concerns the thread that the kernel has chosen to begin it. If
 * that one does not come to it, others must not run for ever because of that.
 */
static __always_inline bool is_to_end_or_stop(struct task_struct *p)
{
	struct signal_struct *signal = p->signal;
	u64 shared;

	if ((p->flags & PF_EXITING) || (p->pending.signal.sig[0] & (SIGKILL_BIT | SIGSTOP_BIT)))
		return true;
	if (!signal)
		return false;
	shared = signal->shared_pending.signal.sig[0];
	return (signal->flags & SIGNAL_GROUP_EXIT) || (shared & SIGKILL_BIT) ||
	       ((shared & SIGSTOP_BIT) && is_to_see_signals(p));
}

/* A BPF program that runs for the current task is in a section of RCU itself. */
static __always_inline bool is_rcu_reader(struct task_struct *p)
{
	return bpf_core_field_exists(p->rcu_read_lock_nesting) &&
	       p->rcu_read_lock_nesting > (p == bpf_get_current_task_btf());
}

static __always_inline bool must_run(struct task_struct *p)
{
	return is_to_end_or_stop(p) || (p->jobctl & JOBCTL_PENDING) || is_migration_disabled(p) ||
	       is_rcu_reader(p);
}

static __always_inline bool can_see_boundary(void)
{
	struct pt_regs *regs = NULL;

	return bpf_ksym_exists(&__irq_regs) &&
	       (bpf_core_field_exists(regs->cs) || bpf_core_field_exists(regs->pstate));
}

/* From tick: true if it has interrupted a program in user mode. */
static __always_inline bool is_user_mode(void)
{
	struct pt_regs **here, *regs;

	if (!bpf_ksym_exists(&__irq_regs))
		return false;
	here = bpf_this_cpu_ptr(&__irq_regs);
	regs = *here;
	if (!regs)
		return false;
	if (bpf_core_field_exists(regs->cs))
		return BPF_CORE_READ(regs, cs) & 3;
	if (bpf_core_field_exists(regs->pstate))
		return !(BPF_CORE_READ(regs, pstate) & 0xf);
	return false;
}

/* Its tasks do not come to pay by themselves. */
static __always_inline bool is_deep_in_debt(const struct task_ctx *task)
{
	return limit_in_debt(task->limit, DEEP_DEBT_NS);
}

/* True if a task whose limit is throttled can wait from where it is now. */
static __always_inline bool may_be_held(struct task_struct *p, const struct task_ctx *task)
{
	return !must_run(p) && (task->at_boundary || !can_see_boundary() || is_deep_in_debt(task));
}

/* True if a task may not run now. */
static __always_inline bool is_held(struct task_struct *p, const struct task_ctx *task)
{
	return task->limit && throttled_limit(task->limit) && may_be_held(p, task);
}

/* From select_cpu and enqueue: false if a task may not run; else it counts as runnable. */
static __always_inline bool may_queue(struct task_struct *p, struct task_ctx *task)
{
	if (!cpu_controller || !task->controlled)
		return true;
	if (is_held(p, task))
		return false;
	task->throttled = false;
	count_runnable(task);
	return true;
}

/* From running: as may_queue. What it runs from now on may take it away from the boundary. */
static __always_inline bool may_start(struct task_struct *p, struct task_ctx *task)
{
	if (!may_queue(p, task))
		return false;
	if (cpu_controller && task->controlled) {
		task->at_boundary = false;
		task->throttled_ns = 0;
	}
	return true;
}

/* From enqueue. It waits no longer for the CPUs of its cell. */
static __noinline int throttle_task(struct task_struct *p, struct task_ctx *task, u64 enq_flags)
{
	u32 limit = throttled_limit(task->limit) ?: task->limit;

	count_out(task);
	task->throttled = true;
	task->keeps_place = false;
	/* Whoever has run only briefly, or was admitted in vain, keeps its place. */
	if (!task->throttled_ns)
		task->throttled_ns = now_ns();
	insert_by_vtime(p, limit_dsq(limit), slice_of(p, task), task->throttled_ns, enq_flags);
	return 0;
}

/* At the end of tick: ends the slice of a task that is to be throttled, and notes where it is. */
static __always_inline void stop_at_limit(struct task_struct *p, struct task_ctx *task)
{
	if (!cpu_controller || !task->limit)
		return;
	task->at_boundary = is_user_mode();
	if (is_held(p, task))
		set_slice(p, 0);
	/* With a slice it goes on, and may be elsewhere when it leaves the CPU. */
	if (p->scx.slice)
		task->at_boundary = false;
}

#endif
