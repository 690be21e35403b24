// SPDX-License-Identifier: Apache-2.0
// A task that forbids itself the CPU where it is, of the given ones, again and again, and so has to go to another one
// at once, until the time is up. Says how often it did, and how long the slowest change took.
#include "cpulist.h"

int main(int argc, char **argv)
{
	int64_t slowest = 0, end;
	long count = 0;
	cpu_set_t all;

	if (argc != 3)
		usage("hop CPULIST SECONDS");
	pin_to(argv[1]);
	sched_getaffinity(0, sizeof(all), &all);
	end = now_nanos() + number(argv[2]) * NANOS_PER_SECOND;
	for (; now_nanos() < end; count++) {
		int64_t start = now_nanos(), took;
		cpu_set_t others = all;

		CPU_CLR(sched_getcpu(), &others);
		if (sched_setaffinity(0, sizeof(others), &others))
			fail("cannot leave", "a CPU");
		took = now_nanos() - start;
		if (took > slowest)
			slowest = took;
	}
	printf("count=%ld max_us=%lld\n", count, (long long)(slowest / NANOS_PER_MICRO));
	return 0;
}
