/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Kfuncs that not every kernel with sched_ext has, each wrapped in a function that
 * works on all of them. (Slice shrinking does without cpu_curr where it is missing:
 * shrink.bpf.h.) The verifier drops the branch that is not taken: it costs nothing.
 */
#ifndef SCX_COMPAT_BPF_H
#define SCX_COMPAT_BPF_H

#include "kernel.bpf.h"

/*
 * True if the kernel has a function. The barrier, which libbpf's own macro of this name
 * lacks, keeps the compiler from merging two checks into one of both addresses, which
 * the verifier rejects.
 */
#undef bpf_ksym_exists
#define bpf_ksym_exists(name)                  \
	({                                     \
		u64 exists = !!(void *)(name); \
		barrier_var(exists);           \
		exists;                        \
	})

struct scx_bpf_dsq_insert_vtime_args {
	u64 dsq_id;
	u64 slice;
	u64 vtime;
	u64 enq_flags;
};

struct scx_bpf_select_cpu_and_args {
	s32 prev_cpu;
	u64 wake_flags;
	u64 flags;
};

extern bool __scx_bpf_dsq_insert_vtime(struct task_struct *p,
				       struct scx_bpf_dsq_insert_vtime_args *args) __weak __ksym;
extern void scx_bpf_dsq_insert_vtime(struct task_struct *p, u64 dsq_id, u64 slice, u64 vtime,
				     u64 enq_flags) __weak __ksym;
extern s32 __scx_bpf_select_cpu_and(struct task_struct *p, const struct cpumask *cpus_allowed,
				    struct scx_bpf_select_cpu_and_args *args) __weak __ksym;
extern s32 scx_bpf_select_cpu_and(struct task_struct *p, s32 prev_cpu, u64 wake_flags,
				  const struct cpumask *cpus_allowed, u64 flags) __weak __ksym;
extern u64 scx_bpf_now(void) __weak __ksym;
extern u32 scx_bpf_reenqueue_local(void) __weak __ksym;
extern s32 scx_bpf_pick_idle_cpu(const struct cpumask *cpus_allowed, u64 flags) __weak __ksym;
/* libbpf strips the last of the suffixes before it looks the name up. */
extern bool scx_bpf_dsq_move_to_local___v2___compat(u64 dsq_id, u64 enq_flags) __weak __ksym;
extern struct task_struct *scx_bpf_dsq_peek(u64 dsq_id) __weak __ksym;
extern bool scx_bpf_task_set_slice(struct task_struct *p, u64 slice) __weak __ksym;

/*
 * True if the kernel disables migration around a BPF program. From 6.18 on, where
 * scx_bpf_cpu_curr exists, it does so only if readers of RCU can be preempted.
 */
static __always_inline bool disables_migration(struct task_struct *p)
{
	return !bpf_ksym_exists(scx_bpf_cpu_curr) ||
	       bpf_core_field_exists(p->rcu_read_lock_nesting);
}

/* The time in nanoseconds, which may be a little behind on another CPU. Cached from 6.14 on. */
static __always_inline u64 now_ns(void)
{
	return bpf_ksym_exists(scx_bpf_now) ? scx_bpf_now() : bpf_ktime_get_ns();
}

/* Queues @p by virtual time. From 6.19 on the arguments travel in a struct. */
static __always_inline void insert_by_vtime(struct task_struct *p, u64 dsq, u64 slice, u64 vtime,
					    u64 enq_flags)
{
	if (bpf_ksym_exists(__scx_bpf_dsq_insert_vtime)) {
		struct scx_bpf_dsq_insert_vtime_args args = {
			.dsq_id = dsq,
			.slice = slice,
			.vtime = vtime,
			.enq_flags = enq_flags,
		};

		__scx_bpf_dsq_insert_vtime(p, &args);
	} else {
		scx_bpf_dsq_insert_vtime(p, dsq, slice, vtime, enq_flags);
	}
}

/*
 * The flag for a task that is to start on a CPU at once: if a real-time task takes the
 * CPU, then or later, the kernel enqueues the task again instead of leaving it there.
 * Before 7.1 ops.cpu_release has to do that (mitosis_cpu_release).
 */
static __always_inline u64 immediate_flag(void)
{
	return bpf_core_enum_value_exists(enum scx_enq_flags, SCX_ENQ_IMMED)
		       ? SCX(enq_flags, SCX_ENQ_IMMED)
		       : 0;
}

/* From dispatch: moves the first task of @dsq to this CPU. False if there is none. */
static __always_inline bool consume_dsq(u64 dsq)
{
	if (bpf_ksym_exists(scx_bpf_dsq_move_to_local___v2___compat))
		return scx_bpf_dsq_move_to_local___v2___compat(dsq, immediate_flag());
	return scx_bpf_dsq_move_to_local(dsq);
}

/*
 * Claims an idle CPU of @mask that @p may use; negative if there is none. No wake-up
 * flags are passed on: a synchronous wake-up could otherwise return the waker's busy
 * CPU. Before 6.16 no kfunc intersects @mask with the affinity: then nothing is found
 * unless @mask is a subset of it.
 */
static __always_inline s32 search_idle(struct task_struct *p, s32 prev_cpu,
				       const struct cpumask *mask, bool core_only)
{
	const u64 flags = core_only ? SCX(pick_idle_cpu_flags, SCX_PICK_IDLE_CORE) : 0;
	s32 cpu;

	if (bpf_ksym_exists(__scx_bpf_select_cpu_and)) {
		struct scx_bpf_select_cpu_and_args args = { .prev_cpu = prev_cpu, .flags = flags };

		return __scx_bpf_select_cpu_and(p, mask, &args);
	}
	if (bpf_ksym_exists(scx_bpf_select_cpu_and))
		return scx_bpf_select_cpu_and(p, prev_cpu, 0, mask, flags);

	if (!bpf_cpumask_subset(mask, p->cpus_ptr))
		return -1;
	cpu = scx_bpf_pick_idle_cpu(mask, SCX(pick_idle_cpu_flags, SCX_PICK_IDLE_CORE));
	if (cpu >= 0 || core_only)
		return cpu;
	if (bpf_cpumask_test_cpu(prev_cpu, mask) && scx_bpf_test_and_clear_cpu_idle(prev_cpu))
		return prev_cpu;
	return scx_bpf_pick_idle_cpu(mask, 0);
}

/* True if all CPUs of a core are idle. Without SMT the mask is that of idle CPUs. */
static __always_inline bool is_core_idle(s32 cpu)
{
	const struct cpumask *cores = scx_bpf_get_idle_smtmask();
	bool is_idle = bpf_cpumask_test_cpu(cpu, cores);

	scx_bpf_put_idle_cpumask(cores);
	return is_idle;
}

/* Claims @prev_cpu if its core is idle: a search would find it first, at a higher cost. */
static __always_inline bool claim_prev_core(struct task_struct *p, s32 prev_cpu,
					    const struct cpumask *mask)
{
	return bpf_cpumask_test_cpu(prev_cpu, mask) &&
	       bpf_cpumask_test_cpu(prev_cpu, p->cpus_ptr) && is_core_idle(prev_cpu) &&
	       scx_bpf_test_and_clear_cpu_idle(prev_cpu);
}

/*
 * Claims an idle CPU of @mask that @p may use: @prev_cpu if its whole core is
 * idle, then any wholly idle core, then @prev_cpu, then any. Negative if none.
 */
static __always_inline s32 claim_idle_cpu(struct task_struct *p, s32 prev_cpu,
					  const struct cpumask *mask)
{
	if (claim_prev_core(p, prev_cpu, mask))
		return prev_cpu;
	return search_idle(p, prev_cpu, mask, false);
}

/* Claims a CPU of @mask that @p may use and whose whole core is idle; negative if none. */
static __always_inline s32 claim_idle_core(struct task_struct *p, s32 prev_cpu,
					   const struct cpumask *mask)
{
	return search_idle(p, prev_cpu, mask, true);
}

/*
 * True if a peek is reliable. Before 7.1 it may miss a head, or show one that was taken;
 * kernels from then on have SCX_ENQ_IMMED.
 */
static __always_inline bool can_peek(void)
{
	return bpf_ksym_exists(scx_bpf_dsq_peek) &&
	       bpf_core_enum_value_exists(enum scx_enq_flags, SCX_ENQ_IMMED);
}

/* The virtual time of the head of a queue; false if the queue is empty. */
static __always_inline bool head_vtime(u64 dsq, u64 *vtime)
{
	struct task_struct *p;
	bool found = false;

	if (can_peek()) {
		p = scx_bpf_dsq_peek(dsq);
		if (!p)
			return false;
		*vtime = p->scx.dsq_vtime;
		return true;
	} else {
		struct bpf_iter_scx_dsq it;

		if (!bpf_iter_scx_dsq_new(&it, dsq, 0)) {
			p = bpf_iter_scx_dsq_next(&it);
			if (p) {
				*vtime = p->scx.dsq_vtime;
				found = true;
			}
		}
		bpf_iter_scx_dsq_destroy(&it);
		return found;
	}
}

/* Sets the slice of a task, which takes a kfunc from 6.19 on. */
static __always_inline void set_slice(struct task_struct *p, u64 slice)
{
	if (bpf_ksym_exists(scx_bpf_task_set_slice))
		scx_bpf_task_set_slice(p, slice);
	else
		p->scx.slice = slice;
}

#endif
