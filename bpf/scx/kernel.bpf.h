/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Declarations of the kernel: only the types, fields, flags and kfuncs in use, which
 * CO-RE finds in the running kernel when the object loads.
 *
 * Field offsets and enum values written here are placeholders: only the names count.
 * A flag that is read by its bare name, instead of by SCX(), would have the value of
 * the placeholder. A test (BpfSourcesTest) refuses that.
 */
#ifndef SCX_KERNEL_BPF_H
#define SCX_KERNEL_BPF_H

#include "types.h"
#include <linux/types.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_tracing.h>

#define EINVAL 22
#define ENOMEM 12

#define PF_EXITING 0x00000004 /* include/linux/sched.h */
#define PF_KTHREAD 0x00200000
#define CLOCK_MONOTONIC 1
#define MAX_RT_PRIO 100 /* include/linux/sched/prio.h */

/* Signals that the process can neither block nor handle. */
#define SIGKILL_BIT (1UL << (9 - 1))
#define SIGSTOP_BIT (1UL << (19 - 1))

/* Where TIF_SIGPENDING is: asm/thread_info.h, or in newer kernels asm-generic/thread_info_tif.h. */
#define SIGPENDING_BITS_X86 (1UL << 1 | 1UL << 2)
#define SIGPENDING_BITS_OTHERS (1UL << 0 | 1UL << 1)
#define SIGNAL_GROUP_EXIT 0x4 /* include/linux/sched/signal.h */

/* Stop, ptrace and the freezer: include/linux/sched/jobctl.h. */
#define JOBCTL_PENDING (1UL << 17 | 1UL << 19 | 1UL << 20 | 1UL << 23)

/* Marks a pointer in a map value that owns a reference. Old headers of libbpf lack it. */
#ifndef __kptr
#define __kptr __attribute__((btf_type_tag("kptr")))
#endif

/* An argument of a global function that the callers vouch for. Old headers of libbpf lack it. */
#ifndef __arg_trusted
#define __arg_trusted __attribute__((btf_decl_tag("arg:trusted")))
#endif

#define READ_ONCE(x) (*(const volatile typeof(x) *)&(x))

/*
 * for (i = start; i < end; i++), verified once however many rounds there are. The macro
 * of newer headers of libbpf checks bounds in each round: this one costs less.
 */
#undef bpf_for
#define bpf_for(i, start, end)                                                \
	for (struct range_iter range_##i                                      \
	     __attribute__((aligned(8), cleanup(bpf_iter_num_destroy))),      \
	     *begun_##i = (bpf_iter_num_new(&range_##i, start, (end)), NULL); \
	     ({                                                               \
		     int *at_##i = bpf_iter_num_next(&range_##i);             \
		     (void)begun_##i;                                         \
		     if (at_##i)                                              \
			     (i) = *at_##i;                                   \
		     at_##i;                                                  \
	     });)

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

struct cpumask {
	unsigned long bits[1];
};

struct bpf_cpumask {
	struct cpumask cpumask;
};

struct kernfs_node {
	u64 id;
};

struct cgroup_root;
struct cgroup_subsys_state;

struct cgroup {
	int level;
	struct kernfs_node *kn;
	struct cgroup_root *root;
	struct cgroup_subsys_state *subsys[1];
	struct cgroup *ancestors[];
};

struct css_set {
	struct cgroup *dfl_cgrp;
};

struct cgroup_subsys_state {
	struct cgroup *cgroup;
	int id;
	u64 serial_nr;
};

struct scx_task_group {
	u32 weight;
};

struct cfs_bandwidth {
	s64 period;
	u64 quota;
	u64 burst;
};

/* A cgroup that has the cpu controller. */
struct task_group {
	struct cgroup_subsys_state css;
	struct task_group *parent;
	int idle;
	struct scx_task_group scx;
	struct cfs_bandwidth cfs_bandwidth;
};

/* Before 6.17. */
struct task_group___old {
	u32 scx_weight;
};

struct sigset {
	unsigned long sig[1];
};

struct sigpending {
	struct sigset signal;
};

struct signal_struct {
	struct sigpending shared_pending;
	unsigned int flags;
};

struct sched_entity {
	u64 sum_exec_runtime;
};

struct sched_ext_entity {
	u32 flags;
	u32 weight;
	u64 slice;
	u64 dsq_vtime;
	unsigned long runnable_at;
};

struct thread_info {
	unsigned long flags;
};

struct task_struct {
	struct thread_info thread_info;
	unsigned int flags;
	int prio;
	struct sched_entity se;
	struct sched_ext_entity scx;
	int nr_cpus_allowed;
	unsigned short migration_disabled;
	int rcu_read_lock_nesting; /* only with CONFIG_PREEMPT_RCU */
	const struct cpumask *cpus_ptr;
	int pid;
	u64 start_time;
	struct task_struct *real_parent;
	struct css_set *cgroups;
	struct task_group *sched_task_group;
	struct signal_struct *signal;
	struct sigpending pending;
	unsigned long jobctl;
};

struct pt_regs {
	unsigned long cs; /* x86 */
	u64 pstate;	  /* arm64 */
};

enum cgroup_subsys_id {
	cpu_cgrp_id,
};

enum scx_exit_kind {
	SCX_EXIT_NONE,
};

struct scx_exit_info {
	enum scx_exit_kind kind;
	s64 exit_code;
	const char *reason;
	char *msg;
	char *dump;
};

struct scx_init_task_args {
	bool fork;
	struct cgroup *cgroup;
};

struct scx_cgroup_init_args {
	u32 weight;
};

struct scx_cpu_release_args {
	struct task_struct *task;
};

struct scx_dump_ctx {
	enum scx_exit_kind kind;
};

#pragma clang attribute pop

/* libbpf converts this struct to the kernel's layout, by the names of the members. */
struct sched_ext_ops {
	s32 (*select_cpu)(struct task_struct *, s32, u64);
	void (*enqueue)(struct task_struct *, u64);
	void (*dispatch)(s32, struct task_struct *);
	void (*update_idle)(s32, bool);
	void (*tick)(struct task_struct *);
	void (*running)(struct task_struct *);
	void (*stopping)(struct task_struct *, bool);
	void (*set_weight)(struct task_struct *, u32);
	void (*set_cpumask)(struct task_struct *, const struct cpumask *);
	s32 (*init_task)(struct task_struct *, struct scx_init_task_args *);
	void (*enable)(struct task_struct *);
	void (*disable)(struct task_struct *);
	s32 (*cgroup_init)(struct cgroup *, struct scx_cgroup_init_args *);
	void (*cgroup_exit)(struct cgroup *);
	void (*cpu_release)(s32, struct scx_cpu_release_args *);
	void (*dump)(struct scx_dump_ctx *);
	void (*dump_cpu)(struct scx_dump_ctx *, s32, bool);
	void (*dump_task)(struct scx_dump_ctx *, struct task_struct *);
	s32 (*init)(void);
	void (*exit)(struct scx_exit_info *);
	u64 flags;
	u32 timeout_ms;
	u32 exit_dump_len;
	u64 hotplug_seq;
	char name[128];
};

enum scx_enq_flags {
	SCX_ENQ_WAKEUP = 4,
	SCX_ENQ_HEAD = 1,
	SCX_ENQ_CPU_SELECTED = 2,
	SCX_ENQ_LAST = 3,
	SCX_ENQ_IMMED = 4,
	SCX_ENQ_PREEMPT = 5,
};

enum scx_dsq_id_flags {
	SCX_DSQ_LOCAL = 1,
	SCX_DSQ_LOCAL_ON = 2,
};

enum scx_kick_flags {
	SCX_KICK_IDLE = 1,
	SCX_KICK_PREEMPT = 2,
};

enum scx_ent_flags {
	SCX_TASK_QUEUED = 1,
};

enum scx_pick_idle_cpu_flags {
	SCX_PICK_IDLE_CORE = 1,
};

/* Ends the scheduler with a message, which the daemon reports. */
#define scx_bpf_error(format, ...)                                \
	({                                                        \
		static char line[] = format;                      \
		unsigned long long values[] = { __VA_ARGS__ };    \
		scx_bpf_error_bstr(line, values, sizeof(values)); \
	})

/* The running kernel's value of an enumerator: SCX(enq_flags, SCX_ENQ_LAST). */
#define SCX(type, name) bpf_core_enum_value(enum scx_##type, name)

/* struct bpf_iter_num, which only newer linux/bpf.h have. */
struct range_iter {
	u64 opaque;
};

extern int bpf_iter_num_new(struct range_iter *it, int start, int end) __weak __ksym;
extern int *bpf_iter_num_next(struct range_iter *it) __weak __ksym;
extern void bpf_iter_num_destroy(struct range_iter *it) __weak __ksym;

/* The registers of what an interrupt has interrupted. The daemon hides it where it has no address. */
extern struct pt_regs *__irq_regs __weak __ksym;

extern void *bpf_rdonly_cast(const void *object, u32 btf_id) __weak __ksym;

extern void bpf_rcu_read_lock(void) __weak __ksym;
extern void bpf_rcu_read_unlock(void) __weak __ksym;
extern void bpf_preempt_disable(void) __weak __ksym;
extern void bpf_preempt_enable(void) __weak __ksym;

extern int bpf_timer_cancel_async(struct bpf_timer *timer) __weak __ksym;

extern struct bpf_cpumask *bpf_cpumask_create(void) __weak __ksym;
extern void bpf_cpumask_release(struct bpf_cpumask *mask) __weak __ksym;
extern void bpf_cpumask_set_cpu(u32 cpu, struct bpf_cpumask *mask) __weak __ksym;
extern void bpf_cpumask_clear_cpu(u32 cpu, struct bpf_cpumask *mask) __weak __ksym;
extern bool bpf_cpumask_test_and_clear_cpu(u32 cpu, struct bpf_cpumask *mask) __weak __ksym;
extern bool bpf_cpumask_test_cpu(u32 cpu, const struct cpumask *mask) __weak __ksym;
extern bool bpf_cpumask_subset(const struct cpumask *inner,
			       const struct cpumask *outer) __weak __ksym;
extern bool bpf_cpumask_intersects(const struct cpumask *a, const struct cpumask *b) __weak __ksym;
extern u32 bpf_cpumask_any_and_distribute(const struct cpumask *a,
					  const struct cpumask *b) __weak __ksym;

extern struct task_struct *bpf_task_from_pid(s32 pid) __weak __ksym;
extern void bpf_task_release(struct task_struct *p) __weak __ksym;

extern struct cgroup *bpf_cgroup_from_id(u64 cgid) __weak __ksym;
extern void bpf_cgroup_release(struct cgroup *cgroup) __weak __ksym;

extern s32 scx_bpf_create_dsq(u64 dsq_id, s32 node) __weak __ksym;
extern void scx_bpf_dsq_insert(struct task_struct *p, u64 dsq_id, u64 slice,
			       u64 enq_flags) __weak __ksym;
extern bool scx_bpf_dsq_move_to_local(u64 dsq_id) __weak __ksym;
extern s32 scx_bpf_dsq_nr_queued(u64 dsq_id) __weak __ksym;
extern void scx_bpf_kick_cpu(s32 cpu, u64 flags) __weak __ksym;
extern s32 scx_bpf_task_cpu(const struct task_struct *p) __weak __ksym;
extern bool scx_bpf_test_and_clear_cpu_idle(s32 cpu) __weak __ksym;
extern const struct cpumask *scx_bpf_get_idle_cpumask(void) __weak __ksym;
extern const struct cpumask *scx_bpf_get_idle_smtmask(void) __weak __ksym;
extern void scx_bpf_put_idle_cpumask(const struct cpumask *mask) __weak __ksym;
extern struct task_struct *scx_bpf_cpu_curr(s32 cpu) __weak __ksym;
extern void scx_bpf_error_bstr(char *fmt, unsigned long long *data, u32 data__sz) __weak __ksym;
extern void scx_bpf_dump_bstr(char *fmt, unsigned long long *data, u32 data__sz) __weak __ksym;

struct bpf_iter_scx_dsq {
	u64 opaque[6];
} __attribute__((aligned(8)));

extern int bpf_iter_scx_dsq_new(struct bpf_iter_scx_dsq *it, u64 dsq_id, u64 flags) __weak __ksym;
extern struct task_struct *bpf_iter_scx_dsq_next(struct bpf_iter_scx_dsq *it) __weak __ksym;
extern void bpf_iter_scx_dsq_destroy(struct bpf_iter_scx_dsq *it) __weak __ksym;
extern void scx_bpf_dsq_move_set_vtime(struct bpf_iter_scx_dsq *it__iter, u64 vtime) __weak __ksym;
extern bool scx_bpf_dsq_move_vtime(struct bpf_iter_scx_dsq *it__iter, struct task_struct *p,
				   u64 dsq_id, u64 enq_flags) __weak __ksym;
extern bool scx_bpf_dsq_move(struct bpf_iter_scx_dsq *it__iter, struct task_struct *p, u64 dsq_id,
			     u64 enq_flags) __weak __ksym;

#endif
