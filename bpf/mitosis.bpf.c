/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * mitosis: a scheduler that gives groups of tasks CPUs of their own.
 *
 * Tasks belong to cells, CPUs belong to cells, and a cell's tasks run on the
 * cell's CPUs. A daemon decides which cgroup is which cell and which CPUs it
 * has; it writes a cell_config and runs apply_cell_config. Here is what has to
 * happen within microseconds: find the cell of a task, find it an idle CPU, or
 * queue it by virtual time and take the task that is due.
 *
 * A task whose affinity covers the CPUs of its cell waits on the queue of the
 * cell, which all those CPUs serve. Any other one is pinned: it waits on the
 * queue of one CPU that it may use, even if that CPU belongs to another cell. A
 * CPU compares the heads of both queues and the task it just ran, and takes the
 * one that is due first, so that none of them starves.
 *
 * Callbacks stand in the order of a task's life, the table of operations last;
 * those for the debug dump are in dump.bpf.h and events.bpf.h.
 * running, stopping, enqueue and tick may be called on another CPU than the
 * task's: they ask scx_bpf_task_cpu() and never for the current CPU.
 */
#include "config.bpf.h"
#include "cpuset.bpf.h"
#include "dump.bpf.h"
#include "own.bpf.h"
#include "rescue.bpf.h"
#include "select.bpf.h"
#include "shrink.bpf.h"
#include "steal.bpf.h"

char LICENSE[] SEC("license") = "Dual BSD/GPL";

struct task_map tasks SEC(".maps");
struct cpu_map cpus SEC(".maps");
struct usage_map usage SEC(".maps");
struct cell_map cells SEC(".maps");
struct cell_llc_map cell_llcs SEC(".maps");
struct machine_map machines SEC(".maps");
struct owner_map owners SEC(".maps");
struct doorbell_map doorbell SEC(".maps");
struct event_map events SEC(".maps");

const volatile u64 slice_ns = 20000000;
const volatile u32 nr_possible_cpus = 1;
const volatile u64 usable_cpus[MAX_CPUS / 64] = { 1 };
const volatile u32 daemon_tgid;
const volatile u32 exit_dump_size;
const volatile bool llc_aware;
const volatile u32 nr_llcs = 1;
const volatile u16 cpu_llc[MAX_CPUS];
const volatile bool borrowing;
const volatile bool debug_events;
const volatile bool dynamic_affinity;
const volatile bool reject_multicpu_pinning;
const volatile bool slice_shrinking;
const volatile u64 slice_shrink_min_ns = 500000;
const volatile u64 slice_shrink_max_ns = 4000000;

u32 applied_sequence; /* 0: the daemon has not applied any yet */
u32 affinity_changes_begun;
u32 cpuset_writes; /* the daemon reads it when the bell has rung */
u32 cpuset_writes_handled;
u32 nr_events;
struct cell_config cell_config;
struct exit_record exit_record;

/* The daemon gives it exit_dump_size bytes before load. */
char exit_dump[1] SEC(".data.exit_dump");

/* So far before all others that the daemon's threads are due first. */
#define DAEMON_LEAD_NS (1ULL << 40)

/*
 * A child belongs where its parent does, most often, and so is spared a search:
 * it finds out when it is queued, like any other task. A tick may match the
 * parent anew between two of these reads, hence the order: what it is matched
 * with first. One that is pinned looks for a CPU of its own, and so does the
 * child of a real-time task: what affinity that was given nobody told us.
 */
static __always_inline void inherit_place(struct task_state *task, const struct task_state *parent,
					  int parent_prio)
{
	if (!parent || !parent->has_clock || parent_prio < MAX_RT_PRIO)
		return;
	task->sequence = READ_ONCE(parent->sequence);
	task->cgid = READ_ONCE(parent->cgid);
	task->cell = READ_ONCE(parent->cell);
	task->llc = READ_ONCE(parent->llc);
	task->inherited = READ_ONCE(parent->home_cpu) == NO_CPU;
}

SEC("struct_ops.s/init_task")
s32 BPF_PROG(mitosis_init_task, struct task_struct *p, struct scx_init_task_args *args)
{
	struct task_state *task =
		bpf_task_storage_get(&tasks, p, 0, BPF_LOCAL_STORAGE_GET_F_CREATE);
	struct task_struct *parent = bpf_get_current_task_btf();

	if (!task)
		return -ENOMEM;
	/* The cgroup of a task that is being forked still reads as the root. */
	task->home_cpu = NO_CPU;
	note_task(p, args);
	if (args->fork)
		inherit_place(task, state_of(parent), parent->prio);
	return 0;
}

/* From here on the task is scheduled here: what it ran before is not charged. */
SEC("struct_ops/enable")
void BPF_PROG(mitosis_enable, struct task_struct *p)
{
	struct task_state *task = state_of(p);

	if (!task)
		return;
	task->charged_ns = p->se.sum_exec_runtime;
	task->slept_ns = p->se.sum_exec_runtime;
	task->weight = p->scx.weight;
	task->has_clock = task->inherited;
	if (task->inherited)
		task->vtime = clock_of(task);
	else
		task->cgid = 0;
	task->inherited = false;
}

SEC("struct_ops/select_cpu")
s32 BPF_PROG(mitosis_select_cpu, struct task_struct *p, s32 prev_cpu, u64 wake_flags)
{
	struct task_state *task = state_of(p);
	s32 cpu, here = bpf_get_smp_processor_id();

	if (!task)
		return prev_cpu;
	refresh(p, task);
	cpu = claim_cpu(p, task, prev_cpu);
	if (cpu >= 0) {
		count_here(task->cell, selected_local);
	} else {
		cpu = claim_borrowable(p, task, prev_cpu);
		if (cpu < 0) {
			if (queue_here(p, task, here))
				return here;
			spread(p, task, true);
			return fallback_cpu(p, task, prev_cpu);
		}
		count_here(task->cell, selected_borrowed);
	}
	bound_vtime(task);
	insert_on(p, cpu, at_once());
	return cpu;
}

/* A kernel thread of one CPU does its CPU's chores: next, unless it overdoes it. */
static __always_inline bool goes_first(struct task_struct *p, const struct task_state *task)
{
	return is_bound_kthread(p) && (s64)(task->vtime - clock_of(task)) <= (s64)slice_ns;
}

SEC("struct_ops/enqueue")
void BPF_PROG(mitosis_enqueue, struct task_struct *p, u64 enq_flags)
{
	struct task_state *task = state_of(p);
	u32 cpu = scx_bpf_task_cpu(p);
	s32 home, server;
	bool is_daemon;
	u64 key;

	/* This CPU found nothing else to run and would go idle beside the task. */
	if (enq_flags & SCX(enq_flags, SCX_ENQ_LAST))
		scx_bpf_kick_cpu(cpu, 0);
	if (!task) {
		scx_bpf_dsq_insert(p, SCX(dsq_id_flags, SCX_DSQ_LOCAL), slice_ns, enq_flags);
		return;
	}
	refresh(p, task);
	follow_llc(task, cpu);
	if (bound_vtime(task))
		count_here(task->cell, clamped);
	home = task->home_cpu;
	if (goes_first(p, task) || (home != NO_CPU && !is_usable(home))) {
		count(cpu, task->cell, cpu_dsq);
		/* Its one CPU may be all of its cell: then it is at home in the cell. */
		insert_on(p, home != NO_CPU ? home : (s32)cpu,
			  enq_flags | SCX(enq_flags, SCX_ENQ_HEAD));
		return;
	}
	if (is_stuck(p, task, cpu)) {
		count(cpu, task->cell, cpu_dsq);
		insert_on(p, cpu, enq_flags);
		return;
	}
	if (!(enq_flags & SCX(enq_flags, SCX_ENQ_CPU_SELECTED))) {
		if (start_on_idle(p, task, cpu, enq_flags))
			return;
		spread(p, task, enq_flags & SCX(enq_flags, SCX_ENQ_WAKEUP));
	}
	if (task->home_cpu == NO_CPU) {
		count_here(task->cell, cell_dsq);
	} else {
		announce_own_queued(task->home_cpu, cpu);
		count(cpu, task->cell, cpu_dsq);
		count(cpu, task->cell, affinity_violations);
	}
	key = task->vtime;
	/* It must be able to mend a configuration while hogs fill its cell: next, and now. */
	is_daemon = p->tgid == daemon_tgid;
	if (is_daemon)
		key -= DAEMON_LEAD_NS;
	insert_by_vtime(p, queue_of(task), slice_of(p), key, enq_flags);
	reclaim_for(task, cpu);
	shrink_for(p, task, cpu);
	/* Only when it wakes: it would go on to preempt itself for ever. */
	if (is_daemon && (enq_flags & SCX(enq_flags, SCX_ENQ_WAKEUP)))
		scx_bpf_kick_cpu(cpu, SCX(kick_flags, SCX_KICK_PREEMPT));
	/* Queued from afar: a CPU that has just gone idle does not look again by itself. */
	server = task->home_cpu;
	if (server == NO_CPU && place_of(cpu).cell != task->cell)
		server = any_cpu_in_cell(p, task->cell);
	if (server >= 0 && (u32)server != cpu)
		scx_bpf_kick_cpu(server, is_daemon ? SCX(kick_flags, SCX_KICK_PREEMPT)
						   : SCX(kick_flags, SCX_KICK_IDLE));
}

/* Lets the task that just ran go on, as if it had been queued and taken again. */
static __always_inline void renew(struct task_struct *p, struct task_state *task, u32 cpu)
{
	raise_clock_at_start(task, cpu);
	note_start(task, cpu);
	set_slice(p, slice_of(p));
	shrink_at_start(p, cpu);
}

SEC("struct_ops/dispatch")
void BPF_PROG(mitosis_dispatch, s32 cpu, struct task_struct *prev)
{
	struct cpu_state *state = cpu_state(cpu);
	u64 of_cell, of_cpu = cpu_dsq(cpu);
	struct task_state *task = NULL;
	u64 cell_head = 0, cpu_head = 0, prev_key;
	bool in_cell, in_cpu, stays = false, borrows = false, cell_first;
	struct cpu_place place;

	if (!state)
		return;
	note_arrival(state);
	place = active_place(state);
	of_cell = cell_dsq(place.cell, llc_of(cpu));

	if (prev && (prev->scx.flags & SCX(ent_flags, SCX_TASK_QUEUED)))
		task = state_of(prev);
	if (task) {
		charge(prev, task, cpu);
		refresh(prev, task);
		stays = may_run_on(task, cpu);
		borrows = is_borrower(task, cpu);
	}
	in_cpu = own_head_vtime(state, cpu, &cpu_head);
	/* The head of the cell's queue is not looked at where there is nothing to compare it with. */
	if (!in_cpu && !stays) {
		if (!take_from(of_cell))
			steal(cpu, place.cell);
		return;
	}
	in_cell = head_vtime(of_cell, &cell_head);
	/* Keys are compared in the clock of the cell. */
	if (in_cpu)
		cpu_head -= place.offset;
	if (stays) {
		follow_llc(task, cpu);
		bound_vtime(task);
	}
	/* A borrower does not compete: it goes on only while the owner has nothing. */
	if (stays && !borrows) {
		prev_key = task->home_cpu == NO_CPU ? task->vtime : task->vtime - place.offset;
		if ((!in_cell || is_before(prev_key, cell_head)) &&
		    (!in_cpu || is_before(prev_key, cpu_head))) {
			renew(prev, task, cpu);
			return;
		}
	}

	cell_first = in_cell && (!in_cpu || !is_before(cpu_head, cell_head));
	if (cell_first && take_from(of_cell))
		return;
	if (in_cpu && take_from(of_cpu))
		return;
	if (in_cell && !cell_first && take_from(of_cell))
		return;
	/* Others were faster, or there was nothing. */
	if ((!stays || borrows) && steal(cpu, place.cell))
		return;
	if (stays && (!borrows || goes_on_borrowing(task)))
		renew(prev, task, cpu);
}

SEC("struct_ops/running")
void BPF_PROG(mitosis_running, struct task_struct *p)
{
	struct task_state *task = state_of(p);
	u32 cpu = scx_bpf_task_cpu(p);

	if (!task)
		return;
	refresh(p, task);
	follow_llc(task, cpu);
	if (may_run_on(task, cpu)) {
		raise_clock_at_start(task, cpu);
		note_start(task, cpu);
		shrink_at_start(p, cpu);
		if (!is_wanted_back(task, cpu))
			return;
	}
	if (!is_bound_kthread(p))
		scx_bpf_kick_cpu(cpu, SCX(kick_flags, SCX_KICK_PREEMPT));
}

/* What carries most changes: a task learns here that its cell or its CPU is another. */
SEC("struct_ops/tick")
void BPF_PROG(mitosis_tick, struct task_struct *p)
{
	struct task_state *task = state_of(p);
	u32 cpu = scx_bpf_task_cpu(p);

	if (!task)
		return;
	charge(p, task, cpu);
	refresh(p, task);
	shrink_at_start(p, cpu);
	if ((!may_run_on(task, cpu) || is_wanted_back(task, cpu)) && !is_bound_kthread(p))
		set_slice(p, 0);
}

SEC("struct_ops/stopping")
void BPF_PROG(mitosis_stopping, struct task_struct *p, bool runnable)
{
	struct task_state *task = state_of(p);
	u32 cpu = scx_bpf_task_cpu(p);

	if (!task)
		return;
	charge(p, task, cpu);
	note_stop(task, cpu);
	note_run(p, task, runnable);
}

/* Only where the kernel does not do it by itself; see at_once(). */
SEC("struct_ops/cpu_release")
void BPF_PROG(mitosis_cpu_release, s32 cpu, struct scx_cpu_release_args *args)
{
	scx_bpf_reenqueue_local();
}

SEC("struct_ops/set_weight")
void BPF_PROG(mitosis_set_weight, struct task_struct *p, u32 weight)
{
	struct task_state *task = state_of(p);

	if (!task)
		return;
	charge(p, task, scx_bpf_task_cpu(p));
	change_weight(task, weight);
}

SEC("struct_ops/set_cpumask")
void BPF_PROG(mitosis_set_cpumask, struct task_struct *p, const struct cpumask *mask)
{
	struct task_state *task = state_of(p);

	if (!task)
		return;
	charge(p, task, scx_bpf_task_cpu(p));
	derive(p, task, cgid_of(p));
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
	for_each_below(i, nr_possible_cpus) {
		if (!is_usable(i))
			continue;
		bpf_cpumask_set_cpu(i, usable);
		err = err ?: scx_bpf_create_dsq(cpu_dsq(i), -1);
	}
	put_mask(&machine->usable, usable);
	return err;
}

/*
 * The configuration that nobody has written yet gives the root cell every CPU;
 * the daemon's first one follows at once.
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
	if (!err)
		publish_config();
	return err;
}

SEC("struct_ops/exit")
void BPF_PROG(mitosis_exit, struct scx_exit_info *info)
{
	bpf_probe_read_kernel_str(exit_record.reason, sizeof(exit_record.reason), info->reason);
	bpf_probe_read_kernel_str(exit_record.message, sizeof(exit_record.message), info->msg);
	bpf_probe_read_kernel_str(exit_dump, exit_dump_size, info->dump);
	exit_record.exit_code = info->exit_code;
	/* Last, with a barrier: who sees a kind sees all of the record. */
	__sync_lock_test_and_set(&exit_record.kind, info->kind);
	ring();
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
	struct cell_state *cell;
	u32 i;

	for_each_below(i, MAX_CELLS) {
		cell = cell_state(i);
		if (!cell || !cell->changed)
			continue;
		cell->changed = false;
		rescue_from(i, cell->queues);
	}
	for_each_below(i, nr_possible_cpus) {
		if (is_usable(i))
			rescue_from_cpu(i);
	}
	return 0;
}

SEC(".struct_ops.link")
struct sched_ext_ops mitosis = {
	.init_task = (void *)mitosis_init_task,
	.enable = (void *)mitosis_enable,
	.cgroup_init = (void *)mitosis_cgroup_init,
	.cgroup_exit = (void *)mitosis_cgroup_exit,
	.select_cpu = (void *)mitosis_select_cpu,
	.enqueue = (void *)mitosis_enqueue,
	.dispatch = (void *)mitosis_dispatch,
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
