/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * A timer that fills the pools of all limits, each once in its period, and lets throttled
 * tasks go on. It runs while any limit is in use: whoever uses the first one starts it, or the
 * next sweep. Before 7.1, where only the sweep can, it runs while there is any limit.
 */
#ifndef MITOSIS_REFILL_BPF_H
#define MITOSIS_REFILL_BPF_H

#include "borrow.bpf.h"
#include "interlock.bpf.h"
#include "rescue.bpf.h"
#include "throttle.bpf.h"

#define ADMISSION_NS 10000000ULL /* from one look at those who wait to the next */
#define MAX_ADMITTED 64LL
#define MAX_THROTTLED_SEEN 1000

/* Reads the settings of a limit anew. False if its cgroup is gone. */
static __always_inline bool read_limit(struct limit *limit, u64 serial)
{
	struct task_group *tg = (void *)limit->task_group;
	u64 quota, period, burst;

	if (!bpf_core_field_exists(tg->cfs_bandwidth.quota))
		return false;
	if (BPF_CORE_READ(tg, css.serial_nr) != serial)
		return false;
	quota = BPF_CORE_READ(tg, cfs_bandwidth.quota);
	period = BPF_CORE_READ(tg, cfs_bandwidth.period);
	burst = BPF_CORE_READ(tg, cfs_bandwidth.burst);
	if (BPF_CORE_READ(tg, css.serial_nr) != serial)
		return false;
	limit->period = period;
	limit->burst = burst;
	limit->quota = quota;
	return true;
}

/*
 * Adds a period's quota. Of what was left, the burst may be kept. Debt has to be paid, but
 * not more than a turn on each CPU can bring about after it has become deep.
 */
static __always_inline void fill_pool(struct limit *limit)
{
	s64 before = READ_ONCE(limit->runtime), after = before;
	s64 least = -(s64)(2 * DEEP_DEBT_NS + nr_possible_cpus * slice_ns);

	if (after < least)
		after = least;
	after += limit->quota;
	if (after > (s64)(limit->quota + limit->burst))
		after = limit->quota + limit->burst;
	__sync_fetch_and_add(&limit->runtime, after - before);
	if (limit->used || READ_ONCE(limit->throttled))
		limit->nr_periods++;
	if (READ_ONCE(limit->throttled))
		limit->nr_throttled++;
	limit->used = 0;
}

/* Has a task, which now waits on its queue, run as soon as possible. @cpu: its last one. */
static __always_inline void wake_for_admitted(const struct task_ctx *task, u32 cpu)
{
	struct cell_ctx *cell = cell_ctx(task->cell);
	struct cpu_ctx *home;

	if (task->home_cpu == NO_CPU) {
		if (!cell)
			return;
		/* A CPU that is about to go idle looks again. */
		note_queueing(cell);
		if (!wake_idle_in(cell))
			reclaim_for(task, cpu);
		return;
	}
	cpu = task->home_cpu;
	home = cpu_ctx(cpu);
	if (!home)
		return;
	note_cpu_queued(home);
	reclaim_for(task, cpu);
	scx_bpf_kick_cpu(cpu, SCX(kick_flags, SCX_KICK_IDLE));
}

/* Moves a throttled task to a CPU, as nobody serves its queue any more. */
static __always_inline bool admit_anywhere(struct bpf_iter_scx_dsq *it, struct task_struct *p,
					   u32 cell)
{
	s32 cpu = is_migration_disabled(p) ? scx_bpf_task_cpu(p) : any_cpu_in_cell(p, cell);

	if (cpu < 0)
		cpu = any_usable_cpu(p);
	return cpu >= 0 && scx_bpf_dsq_move(it, p, SCX(dsq_id_flags, SCX_DSQ_LOCAL_ON) | cpu, 0);
}

/* True if a configuration that came while a task was throttled has left its queue to it. */
static __always_inline bool fits_queue(struct task_struct *p, const struct task_ctx *task)
{
	s32 home = task->home_cpu;

	if (home == NO_CPU)
		return covers_cell(p, task->cell);
	return is_usable(home) && allows(p, home) && is_guest(p, task->cell, home) == task->guest;
}

/* Moves a throttled task to where it waits for a CPU. */
static __always_inline bool admit(struct bpf_iter_scx_dsq *it, struct task_struct *p,
				  struct task_ctx *task)
{
	u32 cell = find_cell(p);

	/* It finds its place once it starts. */
	if (cell != task->cell || !is_served(cell, task->llc) || is_migration_disabled(p) ||
	    (task->sequence != READ_ONCE(applied_sequence) && !fits_queue(p, task)))
		return admit_anywhere(it, p, cell);
	task->throttled = false;
	bound_vtime(task, false);
	/* Before it is on the queue: from then on it may run, and sleep, at any time. */
	count_runnable(task);
	scx_bpf_dsq_move_set_vtime(it, task->vtime);
	if (!scx_bpf_dsq_move_vtime(it, p, queue_of(task), 0)) {
		/* Somebody else took it away, and counts it where it comes to wait or run. */
		count_out(task);
		return false;
	}
	wake_for_admitted(task, scx_bpf_task_cpu(p));
	return true;
}

/* Lets throttled tasks go on: as many as there is running time for, and all who must run. */
__noinline int admit_from(u32 index)
{
	struct limit *limit = limit_at(index);
	struct bpf_iter_scx_dsq it;
	struct task_struct *p;
	struct task_ctx *task;
	u32 where;

	if (!limit)
		return 0;
	/* In memory: the verifier would follow the values of a variable, one by one. */
	limit->admissible = READ_ONCE(limit->throttled) ? 0 : READ_ONCE(limit->runtime);
	if (limit->admissible > (s64)(MAX_ADMITTED * MIN_SLICE_NS))
		limit->admissible = MAX_ADMITTED * MIN_SLICE_NS;
	limit->seen = 0;
	bpf_rcu_read_lock();
	if (!bpf_iter_scx_dsq_new(&it, limit_dsq(index), 0)) {
		while ((p = bpf_iter_scx_dsq_next(&it))) {
			if (++limit->seen > MAX_THROTTLED_SEEN)
				break;
			task = task_ctx_of(p);
			if (!task)
				continue;
			if (may_be_held(p, task)) {
				if (limit->admissible <= 0)
					continue;
				where = throttled_limit(task->limit);
				if (where && where != index) {
					scx_bpf_dsq_move_vtime(&it, p, limit_dsq(where), 0);
					continue;
				}
				limit->admissible -= MIN_SLICE_NS;
			}
			admit(&it, p, task);
		}
	}
	bpf_iter_scx_dsq_destroy(&it);
	bpf_rcu_read_unlock();
	return 0;
}

static __always_inline void note_waiting(struct limit *limit, u32 index)
{
	s32 waiting = scx_bpf_dsq_nr_queued(limit_dsq(index));

	limit->waiting = waiting > 0 ? waiting : 0;
}

/* Lets all go on that wait at a limit which is not in force any more. */
static __always_inline u64 release_all(struct limit *limit, u32 index, u64 now)
{
	end_throttling(limit, now);
	if (!limit->waiting)
		return 0;
	limit->runtime = MAX_ADMITTED * MIN_SLICE_NS;
	admit_from(index);
	return now + ADMISSION_NS;
}

/* At the end of a period. False if the pool was not touched and is full. */
static __always_inline bool begin_period(struct limit *limit, u64 now)
{
	bool was_used = limit->used || READ_ONCE(limit->throttled);

	fill_pool(limit);
	limit->next_refill = next_refill(limit, now);
	return was_used || READ_ONCE(limit->runtime) < (s64)(limit->quota + limit->burst);
}

/* Looks after one limit; returns when it wants to be looked at again, 0 for never. */
__noinline u64 refill_limit(u32 index, u64 now)
{
	struct limit *limit = limit_at(index);
	bool in_use = true;
	u64 serial;

	serial = limit ? READ_ONCE(limit->serial) : 0;
	if (!limit || serial == BEING_FILLED)
		return 0;
	/* Nobody waits where nothing was throttled, and the rest has time until the period ends. */
	if (serial && limit->quota != NO_QUOTA && !limit->waiting && !READ_ONCE(limit->throttled)) {
		if (READ_ONCE(limit->asleep))
			return 0;
		if ((s64)(now - limit->next_refill) < 0)
			return limit->next_refill;
	}
	note_waiting(limit, index);
	if (serial && !read_limit(limit, serial)) {
		limit->quota = NO_QUOTA;
		if (!limit->waiting)
			forget_limit(index, serial);
	}
	if (!serial || limit->quota == NO_QUOTA)
		return release_all(limit, index, now);
	limit->asleep = 0;
	if ((s64)(now - limit->next_refill) >= 0)
		in_use = begin_period(limit, now);
	if (READ_ONCE(limit->runtime) > 0)
		end_throttling(limit, now);
	if (limit->waiting) {
		admit_from(index);
		note_waiting(limit, index);
	} else if (!in_use && can_start_timer()) {
		__sync_lock_test_and_set(&limit->asleep, 1);
		return 0;
	}
	if (limit->waiting && (s64)(limit->next_refill - now) > (s64)ADMISSION_NS)
		return now + ADMISSION_NS;
	return limit->next_refill;
}

static int refill_all(void *map, int *key, struct refill *refill)
{
	u64 now = bpf_ktime_get_ns(), next = 0, at;
	u32 i;

	__sync_lock_test_and_set(&refill->woken, 0);
	bpf_for(i, 1, limits_end) {
		at = refill_limit(i, now);
		if (at && (!next || (s64)(at - next) < 0))
			next = at;
	}
	if (next)
		run_refills_at(refill, now, next);
	else
		__sync_lock_test_and_set(&refill->runs, 0);
	if (READ_ONCE(refill->woken))
		run_refills_at(refill, now, now);
	return 0;
}

/* From the sweep: starts the timer if there is a limit and it does not run. */
static __always_inline void start_refills(void)
{
	struct refill *refill = refill_timer();
	struct limit *limit;
	u64 now;
	u32 i;

	if (!refill || READ_ONCE(refill->runs))
		return;
	now = bpf_ktime_get_ns();
	bpf_for(i, 1, limits_end) {
		limit = limit_at(i);
		if (!limit || (!(limit->serial && limit->quota != NO_QUOTA && !limit->asleep) &&
			       scx_bpf_dsq_nr_queued(limit_dsq(i)) <= 0))
			continue;
		run_refills_at(refill, now, now);
		return;
	}
}

static __always_inline bool is_unused(const struct limit *limit)
{
	return limit->quota == NO_QUOTA ||
	       (READ_ONCE(limit->asleep) && !READ_ONCE(limit->throttled));
}

/*
 * From the sweep: frees entries of limits that were removed, or that nobody uses, if many are
 * taken: whoever makes many must not take the room of others. All tasks look for their
 * limits again then.
 */
static __always_inline void free_entries(void)
{
	struct limit *limit;
	u64 serial;
	bool any;
	u32 i;

	if (limits_end < MAX_LIMITS / 2)
		return;
	any = READ_ONCE(limits_full);
	limits_full = false;
	bpf_for(i, 1, limits_end) {
		limit = limit_at(i);
		serial = limit ? READ_ONCE(limit->serial) : 0;
		if (!serial || serial == BEING_FILLED || !is_unused(limit) ||
		    scx_bpf_dsq_nr_queued(limit_dsq(i)) > 0)
			continue;
		forget_limit(i, serial);
		any = true;
	}
	if (any)
		__sync_fetch_and_add(&applied_sequence, 1);
}

/* Makes the timer and the queues of throttled tasks. From init. */
static __always_inline int init_refills(void)
{
	struct refill *refill = refill_timer();
	int err;
	u32 i;

	if (!cpu_controller)
		return 0;
	if (!refill)
		return -EINVAL;
	err = bpf_timer_init(&refill->timer, &refills, CLOCK_MONOTONIC);
	err = err ?: bpf_timer_set_callback(&refill->timer, refill_all);
	bpf_for(i, 1, MAX_LIMITS)
		err = err ?: scx_bpf_create_dsq(limit_dsq(i), -1);
	return err;
}

#endif
