/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The ABI between the BPF scheduler and its Java daemon.
 *
 * Java reads every size, offset and enum value below from this object's own
 * BTF when it starts, so a layout is written down once, here. Only types of
 * fixed width are used.
 */
#ifndef MITOSIS_INTF_H
#define MITOSIS_INTF_H

#include "../scx/types.h"

enum limits {
	MAX_CELLS = 256,
	MAX_CPUS = 1024,
	MAX_LLCS = 64,
	MAX_CGROUP_DEPTH = 256,
	MAX_EVENTS = 512,
	MAX_LIMITS = 1024,
};

enum {
	ROOT_CELL = 0
};

/*
 * Counters of one CPU for one cell: decisions, incidents and time. The fields are
 * written under the run queue lock of that CPU. select_cpu does not hold it: its counts
 * belong to the CPU that *executes* it, with interrupts off. Either way there is one
 * writer, and plain increments suffice. Only rescue_waiting writes the drained ones.
 */
struct cell_usage {
	u64 local;		 /* an idle CPU of the cell was found */
	u64 cpu_dsq;		 /* queued on one CPU's own queue */
	u64 cell_dsq;		 /* queued on the cell's queue, by the executing CPU */
	u64 affinity_violations; /* of those queued: affinity does not cover the cell */
	u64 borrowed;		 /* an idle CPU of another cell was found */
	u64 steals;		 /* taken from the cell's queue in another LLC */
	u64 drained;		 /* moved on from an LLC where the cell has lost its CPUs */
	u64 drained_by_affinity; /* moved to this CPU from a queue where they no longer belonged */
	/* Another cache line: written by the CPU itself, not by one that queues remotely. */
	u64 clamped; /* lead over the clock cut to the bound, by the executing CPU */
	u64 pin_rejections_skipped;
	u64 shrunk_to_max;
	u64 shrunk_proportionally;
	u64 shrunk_to_min;
	u64 running_ns;	       /* time of tasks of the cell on the CPU */
	u64 selected_local;    /* like local, in select_cpu */
	u64 selected_borrowed; /* like borrowed, in select_cpu */
};

/*
 * One per possible CPU, in a memory-mapped array. Java reads it without a system call,
 * only where it is marked, and clears the marks, eight at a time.
 */
struct cpu_usage {
	u8 touched[MAX_CELLS]; /* 1: something was counted for this cell since Java last looked */
	struct cell_usage cells[MAX_CELLS];
};

struct cell_owner {
	u64 cgid;
	u32 cell;
	u32 reserved;
};

/* A set of CPUs: @cpu is bit cpu % 64 of word cpu / 64. */
struct cpu_bits {
	u64 words[MAX_CPUS / 64];
};

/*
 * A whole configuration, written by Java before it runs apply_cell_config.
 * A CPU belongs to exactly one cell by construction: there is one entry per
 * CPU, not one mask per cell. Many cells may borrow one CPU.
 */
struct cell_config {
	u32 nr_owners;
	u32 reserved;
	struct cell_owner owners[MAX_CELLS];
	u16 cpu_cell[MAX_CPUS];	     /* entries of unusable CPUs are ignored */
	u16 guest_weight[MAX_CELLS]; /* of all guests on a CPU of the cell together; 0: as nice 0 */
	struct cpu_bits borrowable[MAX_CELLS]; /* entries of cells not in use are ignored */
};

/*
 * A cpu.max that is set, see limit.bpf.h. Times in nanoseconds, of the monotonic clock.
 * The first cache line is read at each charge, the second one written. Java reads the
 * map through its memory, while it changes.
 */
struct limit {
	u64 serial; /* of the css; 0: free */
	u64 task_group;
	u64 quota; /* all bits set: none any more */
	u64 period;
	u64 burst;
	u64 next_refill;
	u32 outer; /* the next cpu.max upwards; 0: none */
	u32 throttled;
	u64 cgid;
	s64 runtime; /* what is left in this period */
	u64 used;    /* since the last refill */
	u32 asleep;  /* full and not used: the timer does not look at it until it is used again */
	u32 reserved[11];
	u64 nr_periods;	     /* in which a task of it ran or waited */
	u64 nr_throttled;    /* of these: at whose end it was throttled */
	u64 throttled_since; /* while it is throttled */
	u64 throttled_ns;    /* for how long it was throttled, up to the last time it ended */
	u64 longest_ns;	     /* the longest of these times */
	s64 admissible;	     /* running time not promised to anybody yet; for the timer only */
	u32 seen;	     /* of those who wait; for the timer only */
	u32 waiting;	     /* throttled tasks, at the last refill */
	u64 reserved2;
};

_Static_assert(sizeof(struct cell_usage) == 128, "whole cache lines per (CPU, cell)");
_Static_assert(sizeof(struct cpu_usage) % 64 == 0, "each CPU's start with a cache line");
_Static_assert(sizeof(struct cell_owner) == 16, "no padding");
_Static_assert(sizeof(struct limit) == 192, "whole cache lines");

#endif
