// SPDX-License-Identifier: Apache-2.0
// Tasks that sleep, wake and work very briefly, thousands of times a second for some milliseconds, and then pause. Each
// pauses for another time, so that their bursts meet and part. Ends after the duration.
#include "cpulist.h"
#include "crew.h"
#include "work.h"

#define NANOS_PER_MILLI 1000000LL

struct rhythm {
	int64_t period, work_micros, burst, pause;
};

static void sleep_until(int64_t due)
{
	struct timespec wake = { due / NANOS_PER_SECOND, due % NANOS_PER_SECOND };

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &wake, NULL);
}

static void burst_and_pause(void *of)
{
	const struct rhythm *rhythm = of;

	// The timers' usual slack is half a period of 100 us.
	prctl(PR_SET_TIMERSLACK, 1);
	for (;;) {
		int64_t due = now_nanos(), end = due + rhythm->burst;

		while ((due += rhythm->period) < end) {
			sleep_until(due);
			work_micros(rhythm->work_micros);
			if (due < now_nanos())
				due = now_nanos();
		}
		sleep_until(end + rhythm->pause);
	}
}

int main(int argc, char **argv)
{
	struct rhythm rhythm = { 100 * NANOS_PER_MICRO, 20, 5 * NANOS_PER_MILLI, 20 * NANOS_PER_MILLI };
	long count = 1, seconds = 10;
	pid_t *crew;
	int option;

	while ((option = getopt(argc, argv, "p:i:w:b:q:d:c:g:")) != -1) {
		switch (option) {
		case 'p': count = number(optarg); break;
		case 'i': rhythm.period = number(optarg) * NANOS_PER_MICRO; break;
		case 'w': rhythm.work_micros = number(optarg); break;
		case 'b': rhythm.burst = number(optarg) * NANOS_PER_MILLI; break;
		case 'q': rhythm.pause = number(optarg) * NANOS_PER_MILLI; break;
		case 'd': seconds = number(optarg); break;
		case 'c': pin_to(optarg); break;
		case 'g': join_cgroup(optarg); break;
		default:
			usage("bursts [-p TASKS] [-i INTERVAL_US] [-w WORK_US] [-b BURST_MS] [-q PAUSE_MS] "
			      "[-d SECONDS] [-c CPULIST] [-g CGROUP]");
		}
	}
	crew = calloc(count, sizeof(*crew));
	for (long i = 0; i < count; i++) {
		crew[i] = hire(burst_and_pause, &rhythm);
		rhythm.pause += NANOS_PER_MILLI;
	}
	sleep(seconds);
	dismiss(crew, count);
	return 0;
}
