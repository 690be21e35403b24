/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The state of tasks, CPUs and cells, and the maps and settings of the scheduler.
 */
#ifndef MITOSIS_TYPES_BPF_H
#define MITOSIS_TYPES_BPF_H

#include "../scx/kernel.bpf.h"
#include "intf.h"

#define NO_CPU (-1)
#define NO_CLOCK (~0U)
#define WEIGHT_OF_NICE_0 100

/*
 * A task queues either on the queue of its cell (home_cpu is NO_CPU: its
 * affinity covers all CPUs of the cell) or on a queue of one CPU: that of the
 * pinned tasks of the CPU's own cell, or that of guests. That choice also says
 * in which clock its virtual time is counted.
 */
struct task_ctx {
	u64 cgid; /* cgroup and configuration it was last matched with */
	u32 sequence;
	u32 cell;
	u32 llc; /* of the cell's queue that it uses, if it uses one */
	s32 home_cpu;
	u32 weight;	 /* by which running time is charged */
	s32 selected_by; /* the CPU on which select_cpu last found none idle for it */
	u64 vtime;
	u64 charged_ns;	   /* sum_exec_runtime up to which it was charged */
	u64 slept_ns;	   /* sum_exec_runtime when it last went to sleep */
	u64 usual_run_ns;  /* average of how long it runs from waking up to sleeping */
	u64 min_vtime;	   /* lower bound of vtime, see family.bpf.h */
	u64 deposit;	   /* by how much later it started than its parent's lag said */
	u64 forgiven_ns;   /* running time for which its lead was cut, a slice at most */
	u64 payer_ran_ns;  /* the payer's running time at the fork; 0: another task forked it */
	u64 payer_start;   /* start_time of the payer, see family.bpf.h */
	u64 group_serial;  /* of its css of the cpu controller when that was last looked at */
	u64 counted;	   /* in which group it is counted as runnable, see group.bpf.h */
	u32 group;	   /* slot of its group; 0: it belongs to the cell directly */
	u32 limit;	   /* the nearest cpu.max; 0: none */
	u64 limits_seen;   /* the sum of the serials of the groups whose cpu.max apply to it */
	u64 throttled_ns;  /* its place among those that are throttled: since when it is */
	s32 payer;	   /* pid; 0: none */
	s32 last_child;	   /* pid; 0: it never forked */
	bool has_clock;	   /* false until vtime is one; until then it is a lag */
	bool guest;	   /* home_cpu belongs to another cell */
	bool borrows;	   /* runs on a CPU of another cell */
	bool yields;	   /* runs with cpu.idle */
	bool inherited;	   /* has its parent's state, which has not been checked yet */
	bool serves_all;   /* a kernel thread that works for all cells */
	bool jumps;	   /* was queued before tasks that are due earlier */
	bool runs_briefly; /* starts only to satisfy the kernel's watchdog, see sweep.bpf.h */
	bool keeps_place;  /* returns to where it waited before it ran briefly */
	bool controlled;   /* has a group or a limit of the cpu controller */
	bool throttled;	   /* waits for its cpu.max, not for a CPU */
	bool at_boundary;  /* about to return to user space: it holds no lock of the kernel */
};

/* The clock of a queue, see clock.bpf.h. */
struct clock {
	u64 now;
	u64 turn;  /* length of a turn, by the last sweep; 0: a slice */
	u64 swept; /* now, at the last sweep */
	u64 pace;  /* its advance between the last two sweeps */
};

/*
 * The clocks, and the fields that relate them to the clock of the cell, are written
 * under the run queue lock of the CPU; see contest.bpf.h.
 */
struct cpu_ctx {
	u32 cell;	   /* that owns the CPU */
	u32 cpu_dsq_state; /* whether one of its queues may hold a task, see cpu_dsq.bpf.h */
	u32 sent_to;	   /* the CPU on whose own queue a task was put from here, plus 1 */
	bool moved;	   /* to another cell; for apply_cell_config only */
	bool lent;	   /* mirrors machine->lent, so that the common case reads no shared line */
	struct clock pinned; /* of the queue of pinned tasks */
	s64 offset;	     /* how far it is ahead of the cell's clock */
	struct clock guests; /* of the queue of guests, which it only orders */
	u64 guest_vtime;     /* of all guests as if they were one task of the cell */
	u64 turn;	     /* length of a turn here, as in clock */
	u32 related_cell;    /* in whose clock offset and guest_vtime are */
} __attribute__((aligned(64)));

struct cell_ctx {
	struct bpf_cpumask __kptr *primary;    /* in force */
	struct bpf_cpumask __kptr *next;       /* being built */
	struct bpf_cpumask __kptr *borrowable; /* in force; NULL if there are none */
	struct bpf_cpumask __kptr *next_borrowable;
	u64 owner; /* cgid; 0 for the root cell */
	u64 next_owner;
	u32 owner_level; /* of its cgroup in the hierarchy */
	u32 next_owner_level;
	u64 llcs;	 /* where it has CPUs; never empty once it has had any */
	u64 next_llcs;	 /* llcs of the configuration that is being applied */
	u64 queues;	 /* LLCs for which its queue was made */
	u64 queueing_at; /* when a task of it last found no idle CPU, see interlock.bpf.h */
	u32 nr_cpus;
	u32 next_nr_cpus;
	u32 guest_weight; /* of all guests on one of its CPUs together; 0: as nice 0 */
	u32 next_guest_weight;
	bool in_use;
	bool wanted;  /* is in the configuration that is being applied */
	bool changed; /* its CPUs changed in the last configuration */
};

/* The state of a cell in one LLC; the masks only with LLC-awareness. */
struct cell_llc {
	struct clock clock;
	struct bpf_cpumask __kptr *primary; /* in force; NULL if it has no CPU there */
	struct bpf_cpumask __kptr *next;    /* being built */
} __attribute__((aligned(64)));

struct machine {
	struct bpf_cpumask __kptr *usable;
	struct bpf_cpumask __kptr *lent; /* CPUs that run a borrower which was not kicked yet */
};

/*
 * A cgroup with the cpu controller, see group.bpf.h. What is read at every charge and what
 * is written at every wake-up have a cache line each.
 */
struct group {
	u64 serial;  /* of the css; 0: the slot is free, or being filled */
	u64 claimed; /* the serial of who fills it */
	u64 read_at; /* jiffies when its settings were last read */
	u32 parent;  /* slot */
	u32 limit;   /* its own cpu.max; 0: none */
	u32 weight;  /* in WEIGHT_UNIT */
	u32 level;
	bool top;  /* its parent is, or is above, the owner of the cell */
	bool idle; /* it, or one above it, has cpu.idle */
	s64 load
		__attribute__((aligned(64))); /* weight of what is runnable in it, in WEIGHT_UNIT */
	u64 contributed;		      /* what of it its parent's load has */
	u64 vtime;			      /* of all its tasks as one, see service.bpf.h */
	u32 clock;			      /* in which that is counted, see clock_id */
} __attribute__((aligned(64)));

enum event_kind {
	EVENT_NONE,
	EVENT_INIT_TASK,
	EVENT_CGROUP_INIT,
	EVENT_CGROUP_EXIT,
};

/* An event for the debug dump. */
struct event {
	u64 at_ns; /* of the monotonic clock */
	u64 cgid;
	s32 pid;
	u32 kind;
};

struct {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct task_ctx);
} tasks SEC(".maps");

/* Maps with one entry a CPU get their size from the daemon before load. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct cpu_ctx);
} cpus SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct cpu_usage);
} usage SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_CELLS);
	__type(key, u32);
	__type(value, struct cell_ctx);
} cells SEC(".maps");

/* One entry a cell; with LLC-awareness one a cell and LLC: the daemon sets the size. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_CELLS);
	__type(key, u32);
	__type(value, struct cell_llc);
} cell_llcs SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct machine);
} machines SEC(".maps");

/* Old and new owners of one configuration together: an update cannot fail. */
struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2 * MAX_CELLS);
	__type(key, u64);
	__type(value, u32);
} owners SEC(".maps");

/* By css id, which is the lowest that is free. The daemon sets the size. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct group);
} groups SEC(".maps");

/* Entry 0 is not used: where an index is stored, 0 means none. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, MAX_LIMITS);
	__type(key, u32);
	__type(value, struct limit);
} limits SEC(".maps");

/* A ring. The daemon shrinks it to one entry unless events are enabled. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_EVENTS);
	__type(key, u32);
	__type(value, struct event);
} events SEC(".maps");

#define SWEEPS_REMEMBERED 16

struct sweep {
	struct bpf_timer timer;
	u64 count;
	u64 at_jiffies[SWEEPS_REMEMBERED]; /* of the latest sweeps, by number */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct sweep);
} sweeps SEC(".maps");

struct refill {
	struct bpf_timer timer;
	u64 next_at; /* when it is due, in nanoseconds of the monotonic clock */
	u32 runs;
	u32 woken; /* a limit has woken while the timer may be looking at them */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct refill);
} refills SEC(".maps");

/* Settings, written by the daemon before load. */
const volatile u64 slice_ns = 20000000;
const volatile u32 nr_possible_cpus = 1;
const volatile u64 usable_cpus[MAX_CPUS / 64] = { 1 };
const volatile u32 daemon_tid; /* the thread of its event loop; 0: none */
const volatile u64 sweep_interval_ns = 1000000000;
const volatile bool llc_aware;
const volatile u32 nr_llcs = 1;
const volatile u16 cpu_llc[MAX_CPUS];
const volatile bool borrowing;
const volatile bool cpu_controller;
const volatile bool debug_events;
const volatile bool dynamic_affinity;
const volatile bool reject_multicpu_pinning;
const volatile bool slice_shrinking;
const volatile u64 slice_shrink_min_ns = 500000;
const volatile u64 slice_shrink_max_ns = 4000000;

/*
 * Number of configurations applied. Incremented after the data of a configuration is
 * published: whoever sees the number sees the data.
 */
u32 applied_sequence;

bool any_idle_group; /* some group had cpu.idle at some time */

u32 limits_end;	   /* entries from here on were never used */
bool limits_full;  /* no entry was free, since the last sweep */
u32 limits_missed; /* for how many there was no room, each time it was looked for */

/*
 * The level of the deepest cgroup that owns a cell, or a deeper one. It is raised
 * before such an owner is published, and lowered after.
 */
u32 deepest_owner;

u32 nr_events; /* that were recorded */

/* Writes to cpuset files: in progress, completed, and taken into account by the daemon. */
u32 affinity_changes_begun;
u32 cpuset_writes;
u32 cpuset_writes_handled;

static __always_inline bool is_usable(u32 cpu)
{
	return cpu < MAX_CPUS && (usable_cpus[cpu / 64] >> (cpu % 64)) & 1;
}

static __always_inline struct task_ctx *task_ctx_of(struct task_struct *p)
{
	return bpf_task_storage_get(&tasks, p, 0, 0);
}

static __always_inline struct cpu_ctx *cpu_ctx(u32 cpu)
{
	return bpf_map_lookup_elem(&cpus, &cpu);
}

static __always_inline struct cell_ctx *cell_ctx(u32 cell)
{
	return bpf_map_lookup_elem(&cells, &cell);
}

#endif
