/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What the scheduler remembers of tasks, CPUs and cells, and the maps and
 * settings that hold it. Declared here, defined once in mitosis.bpf.c.
 */
#ifndef MITOSIS_TYPES_BPF_H
#define MITOSIS_TYPES_BPF_H

#include "kernel.bpf.h"

#define NO_CPU (-1)

/*
 * A task queues either on the queue of its cell (home_cpu is NO_CPU: its
 * affinity covers all CPUs of the cell) or on the queue of one CPU. That choice
 * also says in which clock its virtual time is counted.
 */
struct task_state {
	u64 cgid; /* cgroup and configuration it was last matched with */
	u32 sequence;
	u32 cell;
	u32 llc; /* whose queue of the cell it uses, if it uses one */
	s32 home_cpu;
	u32 weight; /* with which running time is charged */
	u64 vtime;
	u64 charged_ns;	  /* sum_exec_runtime up to which it was charged */
	u64 slept_ns;	  /* sum_exec_runtime when it last went to sleep */
	u64 usual_run_ns; /* average of how long it runs from waking up to sleeping */
	bool has_clock;	  /* false until vtime has a meaning */
	bool borrows;	  /* runs on a CPU of another cell */
	bool inherited;	  /* its place is its parent's, which nothing was compared with yet */
};

/*
 * To which cell a CPU belongs, and how far the clock of the CPU's own queue is
 * ahead of the clock of that cell. One is meaningless without the other.
 */
struct cpu_place {
	u32 cell;
	u32 reserved;
	s64 offset;
};

struct cpu_state {
	struct cpu_place places[2];
	u32 active;    /* which of the two is in force */
	u32 own_queue; /* whether it may hold a task, see own.bpf.h */
	u32 sent_to;   /* the CPU on whose own queue a task was put from here, plus 1 */
	bool moved;    /* by the last configuration; apply_cell_config only */
	bool lent; /* as in the mask of machine, which nobody asks as long as this is up to date */
} __attribute__((aligned(64)));

struct cell_state {
	struct bpf_cpumask owned_ptr *primary;	  /* in force */
	struct bpf_cpumask owned_ptr *next;	  /* being built */
	struct bpf_cpumask owned_ptr *borrowable; /* in force; NULL if there are none */
	struct bpf_cpumask owned_ptr *next_borrowable;
	u64 owner; /* cgid; 0 for the root cell */
	u64 next_owner;
	u64 llcs;      /* where it has CPUs; never none once it has had any */
	u64 next_llcs; /* the same of the configuration that is being applied */
	u64 queues;    /* LLCs for which its queue was made */
	u32 nr_cpus;
	u32 next_nr_cpus;
	bool in_use;
	bool wanted;  /* by the configuration that is being applied */
	bool changed; /* its CPUs did, in the last configuration */
};

/* What a cell has in one LLC; the masks only with LLC-awareness. */
struct cell_llc {
	u64 clock;
	struct bpf_cpumask owned_ptr *primary; /* in force; NULL if it has no CPU there */
	struct bpf_cpumask owned_ptr *next;    /* being built */
} __attribute__((aligned(64)));

struct machine {
	struct bpf_cpumask owned_ptr *usable;
	struct bpf_cpumask owned_ptr *lent; /* CPUs that run a borrower, not told to stop yet */
};

enum event_kind {
	EVENT_NONE,
	EVENT_INIT_TASK,
	EVENT_CGROUP_INIT,
	EVENT_CGROUP_EXIT,
};

/* Something that happened, for the debug dump. */
struct event {
	u64 at_ns; /* of the monotonic clock */
	u64 cgid;
	s32 pid;
	u32 kind;
};

struct task_map {
	__uint(type, BPF_MAP_TYPE_TASK_STORAGE);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, int);
	__type(value, struct task_state);
};

/* Maps with one entry a CPU get their size from the daemon before load. */
struct cpu_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct cpu_state);
};

struct usage_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct cpu_usage);
};

struct cell_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_CELLS);
	__type(key, u32);
	__type(value, struct cell_state);
};

/* One entry a cell; with LLC-awareness one a cell and LLC, which the daemon makes room for. */
struct cell_llc_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_CELLS);
	__type(key, u32);
	__type(value, struct cell_llc);
};

struct machine_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, u32);
	__type(value, struct machine);
};

/* Old and new owners of one configuration together: an update cannot fail. */
struct owner_map {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 2 * MAX_CELLS);
	__type(key, u64);
	__type(value, u32);
};

/* Only wakes the daemon, which then looks for itself what is new. */
struct doorbell_map {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
};

/* A ring. The daemon takes its room away if no events are wanted. */
struct event_map {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, MAX_EVENTS);
	__type(key, u32);
	__type(value, struct event);
};

extern struct task_map tasks SEC(".maps");
extern struct cpu_map cpus SEC(".maps");
extern struct usage_map usage SEC(".maps");
extern struct cell_map cells SEC(".maps");
extern struct cell_llc_map cell_llcs SEC(".maps");
extern struct machine_map machines SEC(".maps");
extern struct owner_map owners SEC(".maps");
extern struct doorbell_map doorbell SEC(".maps");
extern struct event_map events SEC(".maps");

/* Settings, written by the daemon before load. */
extern const volatile u64 slice_ns;
extern const volatile u32 nr_possible_cpus;
extern const volatile u64 usable_cpus[MAX_CPUS / 64];
extern const volatile u32 daemon_tgid;
extern const volatile u32 exit_dump_size;
extern const volatile bool llc_aware;
extern const volatile u32 nr_llcs;
extern const volatile u16 cpu_llc[MAX_CPUS];
extern const volatile bool borrowing;
extern const volatile bool debug_events;
extern const volatile bool dynamic_affinity;
extern const volatile bool reject_multicpu_pinning;
extern const volatile bool slice_shrinking;
extern const volatile u64 slice_shrink_min_ns;
extern const volatile u64 slice_shrink_max_ns;

/*
 * Number of configurations applied. Bumped after the data of a configuration
 * was published: who sees the number sees the data.
 */
extern u32 applied_sequence;

extern u32 nr_events; /* that were noted */

/* Writes to cpuset files: in progress, in effect, and those that the daemon has acted on. */
extern u32 affinity_changes_begun;
extern u32 cpuset_writes;
extern u32 cpuset_writes_handled;

static __always_inline bool is_usable(u32 cpu)
{
	return cpu < MAX_CPUS && (usable_cpus[cpu / 64] >> (cpu % 64)) & 1;
}

static __always_inline struct task_state *state_of(struct task_struct *p)
{
	return bpf_task_storage_get(&tasks, p, 0, 0);
}

static __always_inline struct cpu_state *cpu_state(u32 cpu)
{
	return bpf_map_lookup_elem(&cpus, &cpu);
}

static __always_inline struct cell_state *cell_state(u32 cell)
{
	return bpf_map_lookup_elem(&cells, &cell);
}

#endif
