/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Reports from a scheduler to its daemon: the doorbell and the exit record. Java finds
 * all of it by name.
 */
#ifndef SCX_EXIT_BPF_H
#define SCX_EXIT_BPF_H

#include "kernel.bpf.h"

enum {
	EXIT_REASON_LEN = 128,
	EXIT_MESSAGE_LEN = 1024,
};

/* How the scheduler ended; kind 0 means that it still runs. */
struct exit_record {
	u32 kind;
	u32 reserved;
	s64 exit_code;
	char reason[EXIT_REASON_LEN];
	char message[EXIT_MESSAGE_LEN];
} exit_record;

const volatile u32 exit_dump_size;

/* The kernel's debug dump. The daemon sets its size to exit_dump_size before the load. */
char exit_dump[1] SEC(".data.exit_dump");

/* Wakes the daemon, which then reads the state that has changed. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} doorbell SEC(".maps");

/* Wakes the daemon by a record, whose content does not matter. */
static __always_inline void wake_daemon(void)
{
	u32 nothing = 0;

	bpf_ringbuf_output(&doorbell, &nothing, sizeof(nothing), 0);
}

/* Records how the scheduler ended. From ops.exit. */
static __always_inline void record_exit(struct scx_exit_info *info)
{
	bpf_probe_read_kernel_str(exit_record.reason, sizeof(exit_record.reason), info->reason);
	bpf_probe_read_kernel_str(exit_record.message, sizeof(exit_record.message), info->msg);
	bpf_probe_read_kernel_str(exit_dump, exit_dump_size, info->dump);
	exit_record.exit_code = info->exit_code;
	/* Last, with a barrier: whoever sees a kind sees the whole record. */
	__sync_lock_test_and_set(&exit_record.kind, info->kind);
	wake_daemon();
}

#endif
