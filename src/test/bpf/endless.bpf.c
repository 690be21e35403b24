/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A program that the verifier writes megabytes about before it refuses it. */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

SEC("syscall")
int many_turns(void *context)
{
	__u64 sum = 0;

#pragma clang loop unroll(disable)
	for (int i = 0; i < 20000; i++)
		sum += bpf_ktime_get_ns();
	return *(int *)sum;
}
