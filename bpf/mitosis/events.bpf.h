/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * --debug-events: records new tasks, and new and removed cgroups, for the debug dump. The
 * kernel reports only cgroups that have the cpu controller. No decision depends on these
 * records. Without the option nothing is recorded, and the callbacks for cgroups are not
 * set.
 */
#ifndef MITOSIS_EVENTS_BPF_H
#define MITOSIS_EVENTS_BPF_H

#include "types.bpf.h"

_Static_assert((MAX_EVENTS & (MAX_EVENTS - 1)) == 0, "a power of two");

/* Two writers may mix their records if MAX_EVENTS others come in between. */
static __always_inline void note_event(enum event_kind kind, u64 cgid, s32 pid)
{
	u32 slot = __sync_fetch_and_add(&nr_events, 1) & (MAX_EVENTS - 1);
	struct event *event = bpf_map_lookup_elem(&events, &slot);

	if (!event)
		return;
	event->at_ns = bpf_ktime_get_ns();
	event->cgid = cgid;
	event->pid = pid;
	event->kind = kind;
}

/* A task that is being forked still appears to be in the root cgroup. */
static __always_inline void note_task(struct task_struct *p, struct scx_init_task_args *args)
{
	struct cgroup *cgroup = NULL;

	if (!debug_events)
		return;
	if (bpf_core_field_exists(args->cgroup))
		cgroup = args->cgroup;
	note_event(EVENT_INIT_TASK, cgroup ? BPF_CORE_READ(cgroup, kn, id) : 0, p->pid);
}

static __always_inline void note_cgroup(enum event_kind kind, struct cgroup *cgroup)
{
	note_event(kind, BPF_CORE_READ(cgroup, kn, id), 0);
}

/* The daemon removes these two callbacks unless --debug-events is given. */
SEC("struct_ops/cgroup_init")
s32 BPF_PROG(mitosis_cgroup_init, struct cgroup *cgroup, struct scx_cgroup_init_args *args)
{
	note_cgroup(EVENT_CGROUP_INIT, cgroup);
	return 0;
}

SEC("struct_ops/cgroup_exit")
void BPF_PROG(mitosis_cgroup_exit, struct cgroup *cgroup)
{
	note_cgroup(EVENT_CGROUP_EXIT, cgroup);
}

#endif
