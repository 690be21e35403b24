/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Reads a variable of the kernel if there is one, whose address kernels without CONFIG_KALLSYMS_ALL do not find. */
#include <linux/types.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

char LICENSE[] SEC("license") = "Dual BSD/GPL";

extern const void *__irq_regs __ksym __weak;

SEC("syscall")
int has_registers(void *ctx)
{
	return &__irq_regs && bpf_this_cpu_ptr(&__irq_regs);
}
