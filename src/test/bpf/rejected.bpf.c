/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* A program that the verifier walks through for long before it refuses it. */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} values SEC(".maps");

SEC("syscall")
int out_of_bounds(void *context)
{
	__u32 key = 0;
	__u64 sum = 0;
	__u64 *value;

#pragma clang loop unroll(full)
	for (int i = 0; i < 64; i++) {
		value = bpf_map_lookup_elem(&values, &key);
		if (value)
			sum += *value;
	}
	value = bpf_map_lookup_elem(&values, &key);
	return value ? value[1] + sum : 0;
}
