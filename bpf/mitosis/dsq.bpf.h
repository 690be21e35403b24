/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Names of the dispatch queues (DSQs). All are ordered by virtual time, but for the last kind.
 *
 *	63      32 31  28 27             16 15           0
 *	+---------+------+-----------------+--------------+
 *	|    0    |  1   |            CPU                 |  tasks pinned to one CPU
 *	+---------+------+-----------------+--------------+
 *	|    0    |  2   |      cell       |     LLC      |  a cell's queue in one LLC
 *	+---------+------+-----------------+--------------+
 *	|    0    |  3   |            CPU                 |  one CPU's guests
 *	+---------+------+-----------------+--------------+
 *	|    0    |  4   |           limit                |  tasks that a cpu.max throttles
 *	+---------+------+-----------------+--------------+
 *
 * 0 names no queue. The kernel's built-in queues have bit 63 set.
 */
#ifndef MITOSIS_DSQ_BPF_H
#define MITOSIS_DSQ_BPF_H

#include "intf.h"

enum dsq_kind {
	DSQ_OF_CPU = 1,
	DSQ_OF_CELL = 2,
	DSQ_OF_GUESTS = 3,
	DSQ_OF_LIMIT = 4,
};

_Static_assert(MAX_CELLS <= 1 << 12, "a cell id has 12 bits");
_Static_assert(MAX_CPUS <= 1 << 28, "a CPU number has 28 bits");
_Static_assert(MAX_LLCS <= 1 << 16, "an LLC has 16 bits");

static __always_inline u64 cpu_dsq(u32 cpu)
{
	return (u64)DSQ_OF_CPU << 28 | cpu;
}

static __always_inline u64 guest_dsq(u32 cpu)
{
	return (u64)DSQ_OF_GUESTS << 28 | cpu;
}

/* Without LLC-awareness every cell has one queue, that of LLC 0. */
static __always_inline u64 cell_dsq(u32 cell, u32 llc)
{
	return (u64)DSQ_OF_CELL << 28 | (u64)cell << 16 | llc;
}

/* Ordered by the time at which tasks were throttled. */
static __always_inline u64 limit_dsq(u32 limit)
{
	return (u64)DSQ_OF_LIMIT << 28 | limit;
}

#endif
