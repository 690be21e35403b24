/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * cpu.max: how much CPU time the tasks of a cgroup may use in each period.
 *
 * A cgroup with a cpu.max, at any level, also a cell's own or one above it, has a pool of
 * running time. Whatever its tasks run is taken out of it, on whichever CPU, as they are
 * charged. When nothing is left the limit is throttled: its tasks wait (throttle.bpf.h)
 * until a timer has filled the pool again (refill.bpf.h). What they have run beyond their
 * quota, up to a tick on each CPU, is a debt that the next periods pay.
 */
#ifndef MITOSIS_LIMIT_BPF_H
#define MITOSIS_LIMIT_BPF_H

#include "../scx/compat.bpf.h"
#include "types.bpf.h"

#define NO_QUOTA (~0ULL)
#define BEING_FILLED (~0ULL) /* a serial that no cgroup has */
#define MAX_LIMIT_LEVELS MAX_CGROUP_DEPTH
#define DEEP_DEBT_NS 1000000000ULL
#define SHORTEST_REFILL_NS 1000000ULL
#define REFILLS_IN_PERIOD 8

static __always_inline struct limit *limit_at(u32 index)
{
	return index ? bpf_map_lookup_elem(&limits, &index) : NULL;
}

static __always_inline bool has_quota(struct task_group *tg)
{
	return bpf_core_field_exists(tg->cfs_bandwidth.quota) &&
	       tg->cfs_bandwidth.quota != NO_QUOTA;
}

/* Frees the entry of a cgroup that is gone. Nobody waits there any more. */
static __always_inline void forget_limit(u32 index, u64 serial)
{
	struct limit *limit = limit_at(index);

	if (limit)
		__sync_val_compare_and_swap(&limit->serial, serial, 0);
}

/*
 * The nearest of a limit and those above it that is throttled, with a debt of more than @debt
 * nanoseconds if that is not 0; 0: none.
 */
__noinline u32 limit_in_debt(u32 index, u64 debt)
{
	struct limit *limit;
	u32 i;

	bpf_for(i, 0, MAX_LIMIT_LEVELS) {
		limit = limit_at(index);
		if (!limit)
			break;
		if (READ_ONCE(limit->throttled) &&
		    (!debt || READ_ONCE(limit->runtime) < -(s64)debt))
			return index;
		index = READ_ONCE(limit->outer);
	}
	return 0;
}

static __always_inline u32 throttled_limit(u32 index)
{
	return limit_in_debt(index, 0);
}

static __always_inline struct refill *refill_timer(void)
{
	u32 key = 0;

	return bpf_map_lookup_elem(&refills, &key);
}

/* Without the timer of refill.bpf.h nobody would end it. */
static __always_inline bool refills_run(void)
{
	struct refill *refill = refill_timer();

	return refill && READ_ONCE(refill->runs);
}

/*
 * True where the timer may be started under the lock of a run queue. Before 7.1 it may not:
 * the next sweep does it, and until then the limit is not in force.
 */
static __always_inline bool can_start_timer(void)
{
	return bpf_ksym_exists(bpf_timer_cancel_async);
}

static __always_inline void run_refills_at(struct refill *refill, u64 now, u64 at)
{
	u64 delay = (s64)(at - now) > (s64)SHORTEST_REFILL_NS ? at - now : SHORTEST_REFILL_NS;

	refill->next_at = at;
	__sync_lock_test_and_set(&refill->runs, 1);
	if (bpf_timer_start(&refill->timer, delay, 0))
		__sync_lock_test_and_set(&refill->runs, 0);
}

/* Has the timer look at a limit at some time, or before. */
static __always_inline void run_refills_by(u64 now, u64 at)
{
	struct refill *refill = can_start_timer() ? refill_timer() : NULL;

	if (!refill)
		return;
	/* A full barrier: the timer sees the limit, or sees that it has to look again. */
	__sync_lock_test_and_set(&refill->woken, 1);
	if (!READ_ONCE(refill->runs) || (s64)(READ_ONCE(refill->next_at) - at) > 0)
		run_refills_at(refill, now, at);
}

/*
 * The end of the first period, which is a little shorter: ends lie on a grid, so that one
 * look of the timer does for many limits.
 */
static __always_inline u64 first_refill(u64 now, u64 period)
{
	u64 grid = period / REFILLS_IN_PERIOD ?: 1, at = now + period;

	return at - at % grid;
}

/* The end of the period that @now is in. Periods follow each other, used or not. */
static __always_inline u64 next_refill(const struct limit *limit, u64 now)
{
	u64 period = limit->period ?: 1;

	return limit->next_refill + ((now - limit->next_refill) / period + 1) * period;
}

/* Its pool is full. */
static __always_inline void wake_limit(struct limit *limit)
{
	u64 now;

	if (!__sync_lock_test_and_set(&limit->asleep, 0))
		return;
	now = bpf_ktime_get_ns();
	if ((s64)(now - limit->next_refill) >= 0)
		limit->next_refill = next_refill(limit, now);
	run_refills_by(now, limit->next_refill);
}

static __always_inline void throttle(struct limit *limit)
{
	if (READ_ONCE(limit->throttled) || !refills_run())
		return;
	/* First: whoever sees that it is throttled sees since when. */
	limit->throttled_since = bpf_ktime_get_ns();
	__sync_lock_test_and_set(&limit->throttled, 1);
}

/* Only the timer of refill.bpf.h does this. */
static __always_inline void end_throttling(struct limit *limit, u64 now)
{
	u64 since = READ_ONCE(limit->throttled_since), span;

	if (!__sync_lock_test_and_set(&limit->throttled, 0))
		return;
	/* It may have been throttled this instant. */
	span = (s64)(now - since) > 0 ? now - since : 0;
	limit->throttled_ns += span;
	if (limit->longest_ns < span)
		limit->longest_ns = span;
}

/* Takes running time out of the pools of all limits that apply to a task. */
__noinline int charge_limits(u32 index, u64 used)
{
	struct limit *limit;
	u32 i;

	bpf_for(i, 0, MAX_LIMIT_LEVELS) {
		limit = limit_at(index);
		if (!limit)
			break;
		if (READ_ONCE(limit->asleep))
			wake_limit(limit);
		limit->used += used;
		if (READ_ONCE(limit->quota) != NO_QUOTA &&
		    __sync_fetch_and_sub(&limit->runtime, used) <= (s64)used)
			throttle(limit);
		index = READ_ONCE(limit->outer);
	}
	return 0;
}

#endif
