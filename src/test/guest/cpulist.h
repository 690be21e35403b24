// SPDX-License-Identifier: Apache-2.0
// CPU lists as the kernel writes them, e.g. 0-2,5, and pinning to them.
#pragma once

#include <sched.h>

#include "guest.h"

static inline cpu_set_t cpus_of(const char *list)
{
	cpu_set_t set;
	char *end;

	CPU_ZERO(&set);
	for (const char *at = list; *at; at = *end == ',' ? end + 1 : end) {
		long first = strtol(at, &end, 10), last = first;

		if (end == at || (*end && *end != ',' && *end != '-'))
			usage("a cpulist looks like 0-2,5");
		if (*end == '-')
			last = strtol(end + 1, &end, 10);
		for (long cpu = first; cpu <= last; cpu++)
			CPU_SET(cpu, &set);
	}
	return set;
}

static inline void pin_to(const char *list)
{
	cpu_set_t set = cpus_of(list);

	if (sched_setaffinity(0, sizeof(set), &set))
		fail("cannot pin to CPUs", list);
}
