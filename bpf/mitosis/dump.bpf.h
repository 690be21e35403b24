/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Lines for the kernel's debug dump, which the daemon prints when the scheduler
 * fails: who owns what, and who waits where.
 */
#ifndef MITOSIS_DUMP_BPF_H
#define MITOSIS_DUMP_BPF_H

#include "events.bpf.h"
#include "task.bpf.h"

/* Appends to the current line. */
#define dump_part(format, ...)                                   \
	({                                                       \
		static char text[] = format;                     \
		unsigned long long values[] = { __VA_ARGS__ };   \
		scx_bpf_dump_bstr(text, values, sizeof(values)); \
	})

#define dump_line(format, ...) dump_part(format "\n", __VA_ARGS__)

static __always_inline void dump_range(u32 first, u32 last)
{
	dump_part("%u", first);
	if (first != last)
		dump_part("-%u", last);
}

/* Writes the CPUs of a cell as the kernel writes lists of CPUs. */
static __always_inline void dump_cpus_of(u32 cell)
{
	bool inside = false, any = false, owned;
	u32 first = 0, i;

	bpf_for(i, 0, nr_possible_cpus + 1) {
		owned = i < nr_possible_cpus && is_usable(i) && cell_of_cpu(i) == cell;
		if (owned && !inside)
			first = i;
		if (inside && !owned) {
			if (any)
				dump_part(",", 0);
			dump_range(first, i - 1);
			any = true;
		}
		inside = owned;
	}
}

static __always_inline void dump_cell(u32 id, struct cell_ctx *cell)
{
	u32 i;

	dump_part("cell %u: cgid=%llu CPUs=", id, cell->owner);
	dump_cpus_of(id);
	if (!llc_aware) {
		dump_line(" clock=%llu queued=%d", cell_clock(id, 0),
			  scx_bpf_dsq_nr_queued(cell_dsq(id, 0)));
		return;
	}
	dump_line(" LLCs=%llx", cell->llcs);
	bpf_for(i, 0, nr_llcs) {
		if (has_llc(cell->queues, i))
			dump_line("cell %u LLC %u: clock=%llu queued=%d", id, i, cell_clock(id, i),
				  scx_bpf_dsq_nr_queued(cell_dsq(id, i)));
	}
}

static __noinline int dump_cells(void)
{
	struct cell_ctx *cell;
	u32 i;

	bpf_for(i, 0, MAX_CELLS) {
		cell = cell_ctx(i);
		if (cell && cell->in_use)
			dump_cell(i, cell);
	}
	return 0;
}

static __noinline int dump_limits(void)
{
	struct limit *limit;
	u32 i;

	bpf_for(i, 1, limits_end) {
		limit = limit_at(i);
		if (!limit || !limit->serial)
			continue;
		dump_line("limit %u: quota=%lld period=%llu left=%lld throttled=%u waiting=%d "
			  "periods=%llu throttlings=%llu",
			  i, limit->quota, limit->period, limit->runtime, limit->throttled,
			  scx_bpf_dsq_nr_queued(limit_dsq(i)), limit->nr_periods,
			  limit->nr_throttled);
	}
	if (limits_missed)
		dump_line("limits: no room, seen %u times", limits_missed);
	return 0;
}

static __always_inline void dump_event(const struct event *event)
{
	u64 seconds = event->at_ns / 1000000000, micros = event->at_ns / 1000 % 1000000;

	if (event->kind == EVENT_INIT_TASK)
		dump_line("[%llu.%06llu] init_task pid=%d cgid=%llu", seconds, micros, event->pid,
			  event->cgid);
	else if (event->kind == EVENT_CGROUP_INIT)
		dump_line("[%llu.%06llu] cgroup_init cgid=%llu", seconds, micros, event->cgid);
	else if (event->kind == EVENT_CGROUP_EXIT)
		dump_line("[%llu.%06llu] cgroup_exit cgid=%llu", seconds, micros, event->cgid);
}

/* The oldest first. nr_events may wrap: MAX_EVENTS is a power of two. */
static __noinline int dump_events(void)
{
	struct event *event;
	u32 next = nr_events, i;

	dump_line("events: %u", next);
	bpf_for(i, 0, MAX_EVENTS) {
		u32 slot = (next + i) & (MAX_EVENTS - 1);

		event = bpf_map_lookup_elem(&events, &slot);
		if (event)
			dump_event(event);
	}
	return 0;
}

static __always_inline void dump_cpu(u32 cpu)
{
	struct cpu_ctx *state = cpu_ctx(cpu);

	if (!state)
		return;
	dump_line("cell=%u LLC=%u clock=%llu offset=%lld queued=%d", state->cell, llc_of(cpu),
		  state->pinned.now, state->offset, scx_bpf_dsq_nr_queued(cpu_dsq(cpu)));
	dump_line("guests: clock=%llu together=%llu queued=%d", state->guests.now,
		  state->guest_vtime, scx_bpf_dsq_nr_queued(guest_dsq(cpu)));
}

/* Writes the affinity as the kernel writes masks: the highest CPUs first. */
static __always_inline void dump_affinity(struct task_struct *p)
{
	const u32 words = (nr_possible_cpus + 63) / 64;
	const void *bits = p->cpus_ptr;
	u32 i;

	bpf_for(i, 0, words) {
		u64 word = 0;

		bpf_probe_read_kernel(&word, sizeof(word), bits + (words - 1 - i) * sizeof(word));
		dump_part("%016llx", word);
	}
}

static __always_inline void dump_task(struct task_struct *p, const struct task_ctx *task)
{
	dump_part("cell=%u LLC=%u cgid=%llu queue=%llx vtime=%llu clock=%llu weight=%u mask=",
		  task->cell, llc_of_task(task), task->cgid, queue_of(task), task->vtime,
		  clock_of(task), task->weight);
	dump_affinity(p);
	dump_line(" sequence=%u", task->sequence);
}

SEC("struct_ops/dump")
void BPF_PROG(mitosis_dump, struct scx_dump_ctx *about)
{
	dump_cells();
	if (cpu_controller)
		dump_limits();
	if (debug_events)
		dump_events();
}

SEC("struct_ops/dump_cpu")
void BPF_PROG(mitosis_dump_cpu, struct scx_dump_ctx *about, s32 cpu, bool idle)
{
	if (is_usable(cpu))
		dump_cpu(cpu);
}

SEC("struct_ops/dump_task")
void BPF_PROG(mitosis_dump_task, struct scx_dump_ctx *about, struct task_struct *p)
{
	struct task_ctx *task = task_ctx_of(p);

	if (task)
		dump_task(p, task);
}

#endif
