/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * mitosis: a scheduler that gives groups of tasks CPUs of their own.
 *
 * Tasks belong to cells, CPUs belong to cells, and a cell's tasks run on the
 * cell's CPUs. A daemon decides which cgroup is which cell and which CPUs it
 * has; it writes a cell_config and runs apply_cell_config. This program does what has to
 * happen within microseconds: find the cell of a task, find it an idle CPU, or
 * queue it by virtual time and take the task that is due.
 *
 * A task whose affinity covers the CPUs of its cell waits on the queue of the
 * cell, which all those CPUs serve. Any other one is pinned: it waits on a queue
 * of one CPU that it may use, even if that CPU belongs to another cell, whose
 * guest it is then. A CPU compares the heads of its queues and the task it just
 * ran, and takes the one that is due first, so that none of them starves.
 *
 * Callbacks stand in the order of a task's life, the table of operations last;
 * those for the debug dump are in dump.bpf.h and events.bpf.h.
 * running, stopping, enqueue and tick may be called on another CPU than the
 * task's: they ask scx_bpf_task_cpu() and never for the current CPU.
 */
#include "../scx/exit.bpf.h"
#include "cpuset.bpf.h"
#include "dispatch.bpf.h"
#include "dump.bpf.h"
#include "family.bpf.h"
#include "first.bpf.h"
#include "publish.bpf.h"
#include "shrink.bpf.h"
#include "sweep.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

/*
 * Most often a child belongs to the cell of its parent, so it inherits the parent's
 * state without a search; like any other task it checks that state when it is queued.
 * A tick may reassign the parent between two of these reads, hence the order: sequence
 * and cgroup first. A pinned task looks for a home of its own, and so does the child of
 * a real-time task, whose affinity was set before we saw it.
 */
static __always_inline void inherit(struct task_struct *p, struct task_ctx *task,
				    struct task_struct *parent_task, struct task_ctx *parent)
{
	if (!parent || !parent->has_clock || parent_task->prio < MAX_RT_PRIO)
		return;
	inherit_debt(p, task, parent_task, parent);
	task->sequence = READ_ONCE(parent->sequence);
	task->cgid = READ_ONCE(parent->cgid);
	task->cell = READ_ONCE(parent->cell);
	task->llc = READ_ONCE(parent->llc);
	task->inherited = READ_ONCE(parent->home_cpu) == NO_CPU;
	if (!cpu_controller || is_member_stale(p, parent))
		return;
	task->group_serial = READ_ONCE(parent->group_serial);
	task->group = READ_ONCE(parent->group);
	task->limit = READ_ONCE(parent->limit);
	task->limits_seen = READ_ONCE(parent->limits_seen);
	task->controlled = task->group || task->limit;
}

SEC("struct_ops.s/init_task")
s32 BPF_PROG(mitosis_init_task, struct task_struct *p, struct scx_init_task_args *args)
{
	struct task_ctx *task = bpf_task_storage_get(&tasks, p, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	struct task_struct *parent = bpf_get_current_task_btf();

	if (!task)
		return -ENOMEM;
	/* The cgroup of a task that is being forked still reads as the root. */
	task->home_cpu = NO_CPU;
	note_task(p, args);
	if (args->fork)
		inherit(p, task, parent, task_ctx_of(parent));
	return 0;
}

/*
 * The task is scheduled here from now on: its earlier running time is not charged. A task
 * that returns from another scheduling class has the lag with which it left.
 */
SEC("struct_ops/enable")
void BPF_PROG(mitosis_enable, struct task_struct *p)
{
	struct task_ctx *task = task_ctx_of(p);

	if (!task)
		return;
	task->charged_ns = p->se.sum_exec_runtime;
	task->slept_ns = p->se.sum_exec_runtime;
	if (task->has_clock)
		change_weight(task, p->scx.weight);
	else
		task->weight = p->scx.weight;
	if (task->inherited) {
		task->has_clock = true;
		task->vtime += clock_of(task);
	} else {
		task->cgid = 0;
	}
	task->inherited = false;
	task->at_boundary = false;
}

SEC("struct_ops/select_cpu")
s32 BPF_PROG(mitosis_select_cpu, struct task_struct *p, s32 prev_cpu, u64 wake_flags)
{
	struct task_ctx *task = task_ctx_of(p);
	s32 cpu, here = bpf_get_smp_processor_id();

	if (!task)
		return prev_cpu;
	reassign_if_stale(p, task);
	if (!may_queue(p, task))
		return prev_cpu;
	cpu = claim_cpu(p, task, prev_cpu);
	if (cpu < 0)
		cpu = claim_anywhere(p, task, prev_cpu);
	if (cpu >= 0) {
		count_here(task->cell, selected_local);
	} else {
		cpu = claim_borrowable(p, task, prev_cpu);
		if (cpu < 0) {
			if (queue_here(p, task, here))
				return here;
			balance_home(p, task, true);
			task->selected_by = here;
			return fallback_cpu(p, task, prev_cpu);
		}
		count_here(task->cell, selected_borrowed);
	}
	bound_vtime(task, true);
	insert_on(p, task, cpu, immediate_flag());
	return cpu;
}

SEC("struct_ops/enqueue")
void BPF_PROG(mitosis_enqueue, struct task_struct *p, u64 enq_flags)
{
	struct task_ctx *task = task_ctx_of(p);
	u32 cpu = scx_bpf_task_cpu(p);
	s32 home, server;

	/* This CPU found nothing else to run and would go idle beside the task. */
	if (enq_flags & SCX(enq_flags, SCX_ENQ_LAST))
		scx_bpf_kick_cpu(cpu, 0);
	if (!task) {
		scx_bpf_dsq_insert(p, SCX(dsq_id_flags, SCX_DSQ_LOCAL), slice_ns, enq_flags);
		return;
	}
	reassign_if_stale(p, task);
	if (!may_queue(p, task)) {
		throttle_task(p, task, enq_flags);
		return;
	}
	follow_llc(task, cpu);
	if (bound_vtime(task, enq_flags & SCX(enq_flags, SCX_ENQ_WAKEUP)))
		count_here(task->cell, clamped);
	home = task->home_cpu;
	if (home != NO_CPU && !is_usable(home)) {
		count(cpu, task->cell, cpu_dsq);
		insert_on(p, task, home, enq_flags | SCX(enq_flags, SCX_ENQ_HEAD));
		return;
	}
	if (is_stuck(p, task, cpu)) {
		count(cpu, task->cell, cpu_dsq);
		insert_on(p, task, cpu, enq_flags);
		return;
	}
	/* A wake-up that another CPU completes may come long after select_cpu looked. */
	if (!(enq_flags & SCX(enq_flags, SCX_ENQ_CPU_SELECTED)) ||
	    task->selected_by != (s32)bpf_get_smp_processor_id()) {
		if (start_on_idle(p, task, cpu, enq_flags))
			return;
		balance_home(p, task, enq_flags & SCX(enq_flags, SCX_ENQ_WAKEUP));
	}
	if (start_first(p, task, cpu, enq_flags))
		return;
	if (task->home_cpu == NO_CPU) {
		count_here(task->cell, cell_dsq);
	} else {
		announce_cpu_queued(task->home_cpu, cpu);
		count(cpu, task->cell, cpu_dsq);
		count(cpu, task->cell, affinity_violations);
	}
	insert_by_vtime(p, queue_of(task), slice_for(p, task), task->vtime, enq_flags);
	reclaim_for(task, cpu);
	shrink_for(p, task, cpu);
	/* Queued remotely: a CPU that has just gone idle does not look again by itself. */
	server = task->home_cpu;
	if (server == NO_CPU && cell_of_cpu(cpu) != task->cell)
		server = any_cpu_in_cell(p, task->cell);
	if (server >= 0 && (u32)server != cpu)
		scx_bpf_kick_cpu(server, SCX(kick_flags, SCX_KICK_IDLE));
}

SEC("struct_ops/dispatch")
void BPF_PROG(mitosis_dispatch, s32 cpu, struct task_struct *prev)
{
	struct cpu_ctx *state = cpu_ctx(cpu);

	if (state)
		take_next(state, cpu, prev);
}

SEC("struct_ops/update_idle")
void BPF_PROG(mitosis_update_idle, s32 cpu, bool idle)
{
	struct cpu_ctx *state = idle ? cpu_ctx(cpu) : NULL;

	if (state)
		look_once_more(state, cpu);
}

SEC("struct_ops/running")
void BPF_PROG(mitosis_running, struct task_struct *p)
{
	struct task_ctx *task = task_ctx_of(p);
	u32 cpu = scx_bpf_task_cpu(p);

	if (!task)
		return;
	if (leaves_at_once(p, task, cpu))
		return;
	reassign_if_stale(p, task);
	if (!may_start(p, task)) {
		scx_bpf_kick_cpu(cpu, SCX(kick_flags, SCX_KICK_PREEMPT));
		return;
	}
	follow_llc(task, cpu);
	if (may_run_on(task, cpu) || task->serves_all) {
		catch_up(task);
		/* Only a task that starts because it is due advances the clock. */
		if (!task->jumps)
			raise_clock_at_start(task, cpu);
		task->jumps = false;
		mark_borrow_start(task, cpu);
		shrink_at_start(p, cpu);
		if (!is_wanted_back(task, cpu))
			return;
	}
	if (!is_bound_kthread(p))
		scx_bpf_kick_cpu(cpu, SCX(kick_flags, SCX_KICK_PREEMPT));
}

/* Most changes of the configuration reach a task here. */
SEC("struct_ops/tick")
void BPF_PROG(mitosis_tick, struct task_struct *p)
{
	struct task_ctx *task = task_ctx_of(p);
	u32 cpu = scx_bpf_task_cpu(p);

	if (!task)
		return;
	charge(p, task, cpu);
	if (cpu_controller && !(p->flags & PF_KTHREAD) && p->pid != daemon_tid)
		read_settings(p, task);
	reassign_if_stale(p, task);
	shrink_at_start(p, cpu);
	wake_for_waiting(cpu);
	if (has_had_turn(p, cpu) || ((!may_run_on(task, cpu) || is_wanted_back(task, cpu)) &&
				     !is_bound_kthread(p) && !task->serves_all))
		set_slice(p, 0);
	stop_at_limit(p, task);
}

SEC("struct_ops/stopping")
void BPF_PROG(mitosis_stopping, struct task_struct *p, bool runnable)
{
	struct task_ctx *task = task_ctx_of(p);
	u32 cpu = scx_bpf_task_cpu(p);

	if (!task)
		return;
	charge(p, task, cpu);
	mark_borrow_stop(task, cpu);
	update_avg_runtime(p, task, runnable);
	if (cpu_controller && !runnable)
		count_out(task);
	if (!runnable && (p->flags & PF_EXITING))
		settle_debt(p, task);
}

/* The task leaves for another scheduling class. Loaded only with --cpu-controller. */
SEC("struct_ops/disable")
void BPF_PROG(mitosis_disable, struct task_struct *p)
{
	struct task_ctx *task = task_ctx_of(p);

	if (task)
		count_out(task);
}

/* Loaded only where the kernel does not do this by itself; see immediate_flag(). */
SEC("struct_ops/cpu_release")
void BPF_PROG(mitosis_cpu_release, s32 cpu, struct scx_cpu_release_args *args)
{
	scx_bpf_reenqueue_local();
}

SEC("struct_ops/set_weight")
void BPF_PROG(mitosis_set_weight, struct task_struct *p, u32 weight)
{
	struct task_ctx *task = task_ctx_of(p);

	if (!task)
		return;
	charge(p, task, scx_bpf_task_cpu(p));
	change_weight(task, weight);
}

SEC("struct_ops/set_cpumask")
void BPF_PROG(mitosis_set_cpumask, struct task_struct *p, const struct cpumask *mask)
{
	struct task_ctx *task = task_ctx_of(p);

	if (!task)
		return;
	charge(p, task, scx_bpf_task_cpu(p));
	reassign_task(p, task, cgid_of(p));
}

static __always_inline int init_machine(void)
{
	struct bpf_cpumask *usable, *lent;
	u32 key = 0, i;
	struct machine *machine = bpf_map_lookup_elem(&machines, &key);
	int err = 0;

	if (!machine)
		return -EINVAL;
	lent = bpf_cpumask_create();
	if (!lent)
		return -ENOMEM;
	put_mask(&machine->lent, lent);
	usable = bpf_cpumask_create();
	if (!usable)
		return -ENOMEM;
	bpf_for(i, 0, nr_possible_cpus) {
		if (!is_usable(i))
			continue;
		bpf_cpumask_set_cpu(i, usable);
		err = err ?: scx_bpf_create_dsq(cpu_dsq(i), -1);
		err = err ?: scx_bpf_create_dsq(guest_dsq(i), -1);
	}
	put_mask(&machine->usable, usable);
	return err;
}

/*
 * The initial configuration, all zero, gives the root cell every CPU; the daemon's first
 * one follows at once.
 */
SEC("struct_ops.s/init")
s32 BPF_PROG(mitosis_init)
{
	int err = init_machine();

	if (err)
		return err;
	if (!config_is_valid())
		return -EINVAL;
	err = prepare_config();
	if (err)
		return err;
	publish_config();
	err = init_refills();
	return err ?: start_sweeps();
}

SEC("struct_ops/exit")
void BPF_PROG(mitosis_exit, struct scx_exit_info *info)
{
	record_exit(info);
}

SEC("syscall")
int apply_cell_config(void *ctx)
{
	int err;

	if (!config_is_valid())
		return -EINVAL;
	err = prepare_config();
	if (err)
		return err;
	bpf_preempt_disable();
	publish_config();
	__sync_fetch_and_add(&applied_sequence, 1);
	bpf_preempt_enable();
	kick_moved_cpus();
	return 0;
}

SEC("syscall")
int rescue_waiting(void *ctx)
{
	struct cell_ctx *cell;
	u32 i;

	bpf_for(i, 0, MAX_CELLS) {
		cell = cell_ctx(i);
		if (!cell || !cell->changed)
			continue;
		cell->changed = false;
		rescue_from(i, cell->queues);
	}
	bpf_for(i, 0, nr_possible_cpus) {
		if (is_usable(i))
			rescue_from_cpu(i);
	}
	return 0;
}

SEC(".struct_ops.link")
struct sched_ext_ops mitosis = {
	.init_task = (void *)mitosis_init_task,
	.enable = (void *)mitosis_enable,
	.disable = (void *)mitosis_disable,
	.cgroup_init = (void *)mitosis_cgroup_init,
	.cgroup_exit = (void *)mitosis_cgroup_exit,
	.select_cpu = (void *)mitosis_select_cpu,
	.enqueue = (void *)mitosis_enqueue,
	.dispatch = (void *)mitosis_dispatch,
	.update_idle = (void *)mitosis_update_idle,
	.running = (void *)mitosis_running,
	.tick = (void *)mitosis_tick,
	.stopping = (void *)mitosis_stopping,
	.cpu_release = (void *)mitosis_cpu_release,
	.set_weight = (void *)mitosis_set_weight,
	.set_cpumask = (void *)mitosis_set_cpumask,
	.dump = (void *)mitosis_dump,
	.dump_cpu = (void *)mitosis_dump_cpu,
	.dump_task = (void *)mitosis_dump_task,
	.init = (void *)mitosis_init,
	.exit = (void *)mitosis_exit,
	.name = "mitosis",
};
