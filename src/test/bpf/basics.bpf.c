/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* One of everything that BpfObject speaks to and that any kernel loads. */
#include <linux/types.h>
#include <linux/bpf.h>
#include <stdbool.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

enum narrow {
	NARROW_MINUS = -2,
	NARROW_TWO = 2
};
enum wide {
	WIDE_LOW = 1,
	WIDE_TOP = 1ULL << 63
};
typedef __u16 pair[2];

struct inner {
	__u32 number;
	char text[12];
};

struct slot {
	__u64 sum;
	const volatile __u32 *pointer;
	struct inner inners[3];
	pair pairs[4];
	__u8 bits : 3;
};

const volatile __u32 factor = 1;
const volatile bool doubled;
const volatile __u64 mask[4];
const volatile char label[8];

__u64 total;
__u32 runs;
struct slot slot;
__s32 start = 7;
/* Uses of the types, so that the compiler writes them down. */
enum narrow narrow_value;
enum wide wide_value;

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(map_flags, BPF_F_MMAPABLE);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u8[20]);
} values SEC(".maps");

struct {
	__uint(type, BPF_MAP_TYPE_RINGBUF);
	__uint(max_entries, 4096);
} bell SEC(".maps");

/* total += start * factor; and notes it as number `runs` of the array. */
SEC("syscall")
int add(void *context)
{
	__u32 key = runs;
	__u64 *value;

	total += start * factor * (doubled ? 2 : 1) + mask[3];
	value = bpf_map_lookup_elem(&values, &key);
	if (!value)
		return -7;
	__atomic_fetch_add(value, total, __ATOMIC_SEQ_CST);
	runs++;
	return runs;
}

SEC("syscall")
int ring(void *context)
{
	char record[5] = {};

	return bpf_ringbuf_output(&bell, record, sizeof(record), 0);
}

/* Not loaded unless asked for: no kernel has the function. */
SEC("fentry/no_kernel_has_this_function")
int unloadable(void *context)
{
	return 0;
}
