/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * The search for an idle CPU of a cell, with LLC-awareness: a wholly idle core
 * near by, one anywhere in the cell, then any idle CPU near by, then any. Two
 * tasks on one core slow each other down more than a cache that has to be filled.
 */
#ifndef MITOSIS_IDLE_BPF_H
#define MITOSIS_IDLE_BPF_H

#include "llc.bpf.h"
#include "../scx/compat.bpf.h"

/* For a cell that has an idle CPU: to check that first is far cheaper than a search. */
static __always_inline s32 claim_near_cpu(struct task_struct *p, s32 prev_cpu,
					  const struct cpumask *cell, struct cell_llc *llc)
{
	bool core_near, core_any, cpu_near;
	struct bpf_cpumask *near;
	const struct cpumask *idle;
	s32 cpu = NO_CPU;

	if (!llc)
		return NO_CPU;
	near = llc->primary;
	if (!near)
		return claim_idle_cpu(p, prev_cpu, cell);
	if (claim_prev_core(p, prev_cpu, (const struct cpumask *)near))
		return prev_cpu;
	idle = scx_bpf_get_idle_smtmask();
	core_near = bpf_cpumask_intersects((const struct cpumask *)near, idle);
	core_any = core_near || bpf_cpumask_intersects(cell, idle);
	scx_bpf_put_idle_cpumask(idle);
	idle = scx_bpf_get_idle_cpumask();
	cpu_near = core_near || bpf_cpumask_intersects((const struct cpumask *)near, idle);
	scx_bpf_put_idle_cpumask(idle);

	if (core_near)
		cpu = claim_idle_core(p, prev_cpu, (const struct cpumask *)near);
	if (cpu < 0 && core_any)
		cpu = claim_idle_core(p, prev_cpu, cell);
	if (cpu < 0 && cpu_near)
		cpu = claim_idle_cpu(p, prev_cpu, (const struct cpumask *)near);
	if (cpu < 0)
		cpu = claim_idle_cpu(p, prev_cpu, cell);
	return cpu;
}

#endif
