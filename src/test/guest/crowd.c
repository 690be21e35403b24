// SPDX-License-Identifier: Apache-2.0
// Many threads that want a CPU all the time, started all at once. Says "ready" when they are, and after the duration for
// how long the one that waited longest at a stretch did not run.
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>

#include "cgroup.h"
#include "cpulist.h"

#define STACK_BYTES 65536

static pthread_barrier_t start;
static int64_t start_nanos, end_nanos;
static atomic_llong longest_wait;

static void note_wait(int64_t nanos)
{
	long long longest = atomic_load(&longest_wait);

	while (nanos > longest && !atomic_compare_exchange_weak(&longest_wait, &longest, nanos))
		;
}

// Two looks at the clock are apart by more than a moment only if something else had the CPU between.
static void *work(void *unused)
{
	int64_t last, now, longest = 0;

	pthread_barrier_wait(&start);
	for (last = start_nanos; last < end_nanos; last = now) {
		for (volatile int i = 0; i < 1000; i++)
			;
		now = now_nanos();
		if (now - last > longest)
			longest = now - last;
	}
	note_wait(longest);
	return unused;
}

int main(int argc, char **argv)
{
	struct sched_param none = {};
	long threads = 1, seconds = 10;
	pthread_attr_t small;
	pthread_t *ids;
	int option;

	while ((option = getopt(argc, argv, "t:n:d:c:g:i")) != -1) {
		switch (option) {
		case 't': threads = number(optarg); break;
		case 'n':
			if (setpriority(PRIO_PROCESS, 0, number(optarg)))
				fail("cannot set nice", optarg);
			break;
		case 'd': seconds = number(optarg); break;
		case 'c': pin_to(optarg); break;
		case 'g': join_cgroup(optarg); break;
		case 'i':
			if (sched_setscheduler(0, SCHED_IDLE, &none))
				fail("cannot become", "SCHED_IDLE");
			break;
		default: usage("crowd [-t THREADS] [-n NICE | -i] [-d SECONDS] [-c CPULIST] [-g CGROUP]");
		}
	}
	ids = calloc(threads, sizeof(*ids));
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, STACK_BYTES);
	pthread_barrier_init(&start, NULL, threads + 1);
	for (long i = 0; i < threads; i++) {
		errno = pthread_create(&ids[i], &small, work, NULL);
		if (errno)
			fail("cannot start", "a thread");
	}
	puts("ready");
	fflush(stdout);
	start_nanos = now_nanos();
	end_nanos = start_nanos + seconds * NANOS_PER_SECOND;
	pthread_barrier_wait(&start);
	for (long i = 0; i < threads; i++)
		pthread_join(ids[i], NULL);
	printf("count=%ld max_us=%lld\n", threads, (long long)(atomic_load(&longest_wait) / NANOS_PER_MICRO));
	return 0;
}
