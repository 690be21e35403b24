/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The template of a scheduler: one queue for the whole machine, first in, first out. It
 * isolates no tasks and is not fair; it shows what the host needs of a scheduler to
 * load, watch, reload and stop it.
 */
#include "../scx/compat.bpf.h"
#include "../scx/exit.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

enum {
	SHARED_DSQ = 1
};

/* Java reads and writes these while the scheduler runs. */
u64 slice_ns = 20000000;
u64 started_idle; /* times that a task started at once on an idle CPU */
u64 queued;	  /* times that a task was queued */

SEC("struct_ops/select_cpu")
s32 BPF_PROG(fifo_select_cpu, struct task_struct *p, s32 prev_cpu, u64 wake_flags)
{
	s32 cpu = claim_idle_cpu(p, prev_cpu, p->cpus_ptr);

	if (cpu < 0)
		return prev_cpu;
	__sync_fetch_and_add(&started_idle, 1);
	scx_bpf_dsq_insert(p, SCX(dsq_id_flags, SCX_DSQ_LOCAL_ON) | cpu, slice_ns,
			   immediate_flag());
	return cpu;
}

SEC("struct_ops/enqueue")
void BPF_PROG(fifo_enqueue, struct task_struct *p, u64 enq_flags)
{
	__sync_fetch_and_add(&queued, 1);
	scx_bpf_dsq_insert(p, SHARED_DSQ, slice_ns, enq_flags);
}

SEC("struct_ops/dispatch")
void BPF_PROG(fifo_dispatch, s32 cpu, struct task_struct *prev)
{
	consume_dsq(SHARED_DSQ);
}

/* Before 7.1 the kernel does not enqueue a task again when a real-time task takes its CPU. */
SEC("struct_ops/cpu_release")
void BPF_PROG(fifo_cpu_release, s32 cpu, struct scx_cpu_release_args *args)
{
	scx_bpf_reenqueue_local();
}

SEC("struct_ops.s/init")
s32 BPF_PROG(fifo_init)
{
	return scx_bpf_create_dsq(SHARED_DSQ, -1);
}

SEC("struct_ops/exit")
void BPF_PROG(fifo_exit, struct scx_exit_info *info)
{
	record_exit(info);
}

SEC(".struct_ops.link")
struct sched_ext_ops fifo = {
	.select_cpu = (void *)fifo_select_cpu,
	.enqueue = (void *)fifo_enqueue,
	.dispatch = (void *)fifo_dispatch,
	.cpu_release = (void *)fifo_cpu_release,
	.init = (void *)fifo_init,
	.exit = (void *)fifo_exit,
	.name = "fifo",
};
