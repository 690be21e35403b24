// SPDX-License-Identifier: Apache-2.0
// An amount of work: so much CPU time of the thread that does it.
#pragma once

#include "guest.h"

static inline void work_micros(int64_t micros)
{
	int64_t end = nanos_of(CLOCK_THREAD_CPUTIME_ID) + micros * NANOS_PER_MICRO;

	// Few of the system calls that read this clock: some microseconds lie between two.
	while (nanos_of(CLOCK_THREAD_CPUTIME_ID) < end)
		for (volatile int i = 0; i < 1000; i++)
			;
}
