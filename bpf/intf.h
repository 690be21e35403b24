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

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed int s32;
typedef signed long long s64;

enum limits {
	MAX_CELLS = 256,
	MAX_CPUS = 1024,
	MAX_CGROUP_DEPTH = 256,
	EXIT_REASON_LEN = 128,
	EXIT_MESSAGE_LEN = 1024,
};

enum {
	ROOT_CELL = 0
};

/*
 * What one CPU did for one cell: decisions and incidents, and time. The fields
 * are written under the run queue lock of that CPU. select_cpu does not hold it:
 * what it counts belongs to the CPU that *executes* it, with interrupts off.
 * Either way there is one writer, and plain increments suffice.
 */
struct cell_usage {
	u64 local;		 /* an idle CPU of the cell was found */
	u64 cpu_dsq;		 /* queued on one CPU's own queue */
	u64 cell_dsq;		 /* queued on the cell's queue, by the executing CPU */
	u64 affinity_violations; /* of those queued: affinity does not cover the cell */
	u64 clamped;		 /* lead over the clock cut to the bound, likewise */
	u64 selected_local;	 /* as local, met in select_cpu */
	u64 running_ns;		 /* that tasks of the cell ran on the CPU */
	u64 reserved;		 /* pads to a whole cache line */
};

/* One per possible CPU, in a memory-mapped array: Java reads it for free. */
struct cpu_usage {
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
	u16 cpu_cell[MAX_CPUS];		       /* entries of unusable CPUs are ignored */
	struct cpu_bits borrowable[MAX_CELLS]; /* so are those of cells that are not live */
};

/* What ended the scheduler; kind 0 means that it still runs. */
struct exit_record {
	u32 kind;
	u32 reserved;
	s64 exit_code;
	char reason[EXIT_REASON_LEN];
	char message[EXIT_MESSAGE_LEN];
};

_Static_assert(sizeof(struct cell_usage) == 64, "one cache line per (CPU, cell)");
_Static_assert(sizeof(struct cell_owner) == 16, "no padding");

#endif
