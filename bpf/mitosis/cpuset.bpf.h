/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Reports writes to cpusets to the daemon, and counts changes of affinity that no user
 * made: hooks at the beginning and the end of functions of the kernel. Where one is
 * missing, the daemon leaves the hooks out before the load and watches the files.
 */
#ifndef MITOSIS_CPUSET_BPF_H
#define MITOSIS_CPUSET_BPF_H

#include "../scx/exit.bpf.h"
#include "types.bpf.h"

static __always_inline int begin_change(void)
{
	__sync_fetch_and_add(&affinity_changes_begun, 1);
	return 0;
}

static __always_inline int end_change(s64 written)
{
	/* In this order: no moment in between looks as if nothing was changing. */
	if (written > 0)
		__sync_fetch_and_add(&cpuset_writes, 1);
	/* The change may have begun before the hook at its beginning was attached. */
	if (reject_multicpu_pinning && READ_ONCE(affinity_changes_begun))
		__sync_fetch_and_sub(&affinity_changes_begun, 1);
	if (written > 0)
		wake_daemon();
	return 0;
}

/*
 * cpuset.cpus, cpuset.cpus.exclusive and cpuset.mems, and cpuset.cpus.partition.
 * When these return more than 0, the write was made and is in effect: a report before
 * that could lead the daemon to read the old value.
 */
SEC("fexit/cpuset_write_resmask")
int BPF_PROG(cpuset_mask_written, void *file, char *text, u64 length, s64 offset, s64 written)
{
	return end_change(written);
}

SEC("fexit/cpuset_partition_write")
int BPF_PROG(cpuset_partition_written, void *file, char *text, u64 length, s64 offset, s64 written)
{
	return end_change(written);
}

/* The beginning of these writes, which change affinities before they return. */
SEC("fentry/cpuset_write_resmask")
int BPF_PROG(cpuset_mask_begun)
{
	return begin_change();
}

SEC("fentry/cpuset_partition_write")
int BPF_PROG(cpuset_partition_begun)
{
	return begin_change();
}

/* A move to another cgroup: all threads are there before the first gets its CPUs. */
SEC("fentry/cgroup_attach_task")
int BPF_PROG(cgroup_move_begun)
{
	return begin_change();
}

SEC("fexit/cgroup_attach_task")
int BPF_PROG(cgroup_move_ended)
{
	return end_change(0);
}

#endif
