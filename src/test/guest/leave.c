// SPDX-License-Identifier: Apache-2.0
// A busy loop that watches which CPU it runs on: "MONOTONIC_NANOS CPU GAP_NANOS" at the start and at each change, where
// the gap is the time since it last ran on the CPU before. -c: starts on that CPU, but may use all. -p: the same line when
// it was not run for longer than that.
#include "cgroup.h"
#include "cpulist.h"

static void start_on(const char *cpu)
{
	cpu_set_t before;

	sched_getaffinity(0, sizeof(before), &before);
	pin_to(cpu);
	sched_setaffinity(0, sizeof(before), &before);
}

int main(int argc, char **argv)
{
	int64_t end = INT64_MAX, longest_pause = INT64_MAX, last;
	int option, cpu = -1;

	while ((option = getopt(argc, argv, "c:d:g:p:")) != -1) {
		switch (option) {
		case 'c': start_on(optarg); break;
		case 'd': end = now_nanos() + number(optarg) * NANOS_PER_SECOND; break;
		case 'g': join_cgroup(optarg); break;
		case 'p': longest_pause = number(optarg) * NANOS_PER_MICRO; break;
		default: usage("leave [-g CGROUP] [-c CPU] [-d SECONDS] [-p PAUSE_US]");
		}
	}
	for (last = now_nanos(); last < end;) {
		int here = sched_getcpu();
		int64_t now = now_nanos();

		if (here != cpu || now - last > longest_pause) {
			printf("%lld %d %lld\n", (long long)now, here, (long long)(now - last));
			fflush(stdout);
			cpu = here;
		}
		last = now;
	}
	return 0;
}
