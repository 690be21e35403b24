/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * What a scheduler tells its daemon: that there is something to look at, and how
 * it ended. Java finds all of it by name.
 */
#ifndef SCX_EXIT_BPF_H
#define SCX_EXIT_BPF_H

#include "kernel.bpf.h"

enum {
	EXIT_REASON_LEN = 128,
	EXIT_MESSAGE_LEN = 1024,
};

/* What ended the scheduler; kind 0 means that it still runs. */
struct exit_record {
	u32 kind;
	u32 reserved;
	s64 exit_code;
	char reason[EXIT_REASON_LEN];
	char message[EXIT_MESSAGE_LEN];
} exit_record;

const volatile u32 exit_dump_size;

/* The daemon gives it exit_dump_size bytes before load. */
char exit_dump[1] SEC(".data.exit_dump");

/* Only wakes the daemon, which then looks for itself what is new. */
struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} doorbell SEC(".maps");

/* What the record says does not matter: it wakes the daemon. */
static __always_inline void wake_daemon(void)
{
	u32 nothing = 0;

	bpf_ringbuf_output(&doorbell, &nothing, sizeof(nothing), 0);
}

/* From ops.exit. */
static __always_inline void record_exit(struct scx_exit_info *info)
{
	bpf_probe_read_kernel_str(exit_record.reason, sizeof(exit_record.reason), info->reason);
	bpf_probe_read_kernel_str(exit_record.message, sizeof(exit_record.message), info->msg);
	bpf_probe_read_kernel_str(exit_dump, exit_dump_size, info->dump);
	exit_record.exit_code = info->exit_code;
	/* Last, with a barrier: who sees a kind sees all of the record. */
	__sync_lock_test_and_set(&exit_record.kind, info->kind);
	wake_daemon();
}

#endif
