// SPDX-License-Identifier: Apache-2.0
/* Prints how many thousand times a second this machine's time stamp counter counts. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <x86intrin.h>

#define TRIES 20
#define MILLION 1000000

struct moment {
	unsigned long long ticks;
	long long nanos;
};

static long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC_RAW, &time);
	return time.tv_sec * 1000LL * MILLION + time.tv_nsec;
}

/* Both clocks at one moment: of several tries the one that was interrupted least. */
static struct moment read_both(void)
{
	struct moment best = { 0 };
	long long shortest = 0;

	for (int i = 0; i < TRIES; i++) {
		long long before = now();
		unsigned long long ticks = __rdtsc();
		long long took = now() - before;

		if (i == 0 || took < shortest) {
			shortest = took;
			best = (struct moment){ ticks, before + took / 2 };
		}
	}
	return best;
}

int main(void)
{
	struct timespec pause = { .tv_nsec = 100 * MILLION };
	struct moment start = read_both(), end;

	nanosleep(&pause, NULL);
	end = read_both();
	printf("%.0f\n", (double)(end.ticks - start.ticks) * MILLION / (double)(end.nanos - start.nanos));
	return EXIT_SUCCESS;
}
