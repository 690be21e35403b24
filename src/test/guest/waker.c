// SPDX-License-Identifier: Apache-2.0
// A task that sleeps, wakes and works a little. Prints how late it woke, in microseconds, as one line at the end.
// -e: how much later than that it was done than if nobody had taken the CPU away. The work is so much CPU time then.
#include "cgroup.h"
#include "cpulist.h"
#include "work.h"

static int ascending(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
	int64_t period = 10000 * NANOS_PER_MICRO, work = 1000 * NANOS_PER_MICRO, due;
	long seconds = 10, rounds, round;
	int64_t *delays;
	int option, until_end = 0;

	while ((option = getopt(argc, argv, "p:w:d:c:g:e")) != -1) {
		switch (option) {
		case 'e': until_end = 1; break;
		case 'p': period = number(optarg) * NANOS_PER_MICRO; break;
		case 'w': work = number(optarg) * NANOS_PER_MICRO; break;
		case 'd': seconds = number(optarg); break;
		case 'c': pin_to(optarg); break;
		case 'g': join_cgroup(optarg); break;
		default: usage("waker [-p PERIOD_US] [-w WORK_US] [-d SECONDS] [-c CPULIST] [-g CGROUP] [-e]");
		}
	}
	rounds = seconds * NANOS_PER_SECOND / period;
	delays = calloc(rounds + 1, sizeof(*delays));
	due = now_nanos();
	for (round = 0; round < rounds; round++) {
		struct timespec wake;
		int64_t start;

		due += period;
		wake = (struct timespec){ due / NANOS_PER_SECOND, due % NANOS_PER_SECOND };
		clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wake, NULL);
		start = now_nanos();
		delays[round] = start - due;
		if (until_end) {
			work_micros(work / NANOS_PER_MICRO);
			delays[round] = now_nanos() - due - work;
		} else {
			while (now_nanos() - start < work)
				;
		}
		// A wake-up that came too late to sleep again would count as a delay of the next.
		if (now_nanos() > due + period)
			due = now_nanos();
	}
	qsort(delays, rounds, sizeof(*delays), ascending);
	printf("count=%ld p50_us=%lld p99_us=%lld max_us=%lld\n", rounds,
	       (long long)(delays[rounds / 2] / NANOS_PER_MICRO),
	       (long long)(delays[rounds * 99 / 100] / NANOS_PER_MICRO),
	       (long long)(delays[rounds - 1] / NANOS_PER_MICRO));
	return 0;
}
