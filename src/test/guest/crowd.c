// SPDX-License-Identifier: Apache-2.0
// Many threads that want a CPU all the time, and begin all at once: so many seconds after the start (-b), as other crowds
// beside this one may do. Says at the end of the duration for how long the one that waited longest at a stretch did not
// run. Each wakes by a timer of its own: whoever woke the others would wait for its turn among those that it has woken.
// The thread that waits for them has no nice value nor policy of its own.
#include <pthread.h>
#include <stdatomic.h>
#include <sys/resource.h>

#include "cgroup.h"
#include "cpulist.h"

#define STACK_BYTES 65536

static int64_t start_nanos, end_nanos;
static atomic_llong longest_wait;
static int nice_value, policy = SCHED_OTHER;

static void note_wait(int64_t nanos)
{
	long long longest = atomic_load(&longest_wait);

	while (nanos > longest && !atomic_compare_exchange_weak(&longest_wait, &longest, nanos))
		;
}

static void sleep_until(int64_t nanos)
{
	struct timespec until = { nanos / NANOS_PER_SECOND, nanos % NANOS_PER_SECOND };

	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR)
		;
}

// Two looks at the clock are apart by more than a moment only if something else had the CPU between.
static void *work(void *unused)
{
	struct sched_param none = {};
	int64_t last, now, longest = 0;

	if (setpriority(PRIO_PROCESS, 0, nice_value) || sched_setscheduler(0, policy, &none))
		fail("cannot become", "light or heavy");
	sleep_until(start_nanos);
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
	long threads = 1, seconds = 10, begin = 3;
	pthread_attr_t small;
	pthread_t *ids;
	int option;

	while ((option = getopt(argc, argv, "t:n:b:d:c:g:i")) != -1) {
		switch (option) {
		case 't': threads = number(optarg); break;
		case 'n': nice_value = number(optarg); break;
		case 'b': begin = number(optarg); break;
		case 'd': seconds = number(optarg); break;
		case 'c': pin_to(optarg); break;
		case 'g': join_cgroup(optarg); break;
		case 'i': policy = SCHED_IDLE; break;
		default: usage("crowd [-t THREADS] [-n NICE | -i] [-b SECONDS] [-d SECONDS] [-c CPULIST] [-g CGROUP]");
		}
	}
	ids = calloc(threads, sizeof(*ids));
	pthread_attr_init(&small);
	pthread_attr_setstacksize(&small, STACK_BYTES);
	start_nanos = now_nanos() + begin * NANOS_PER_SECOND;
	end_nanos = start_nanos + seconds * NANOS_PER_SECOND;
	for (long i = 0; i < threads; i++) {
		errno = pthread_create(&ids[i], &small, work, NULL);
		if (errno)
			fail("cannot start", "a thread");
	}
	if (now_nanos() > start_nanos)
		fail("too late for", "the start");
	for (long i = 0; i < threads; i++)
		pthread_join(ids[i], NULL);
	printf("count=%ld max_us=%lld\n", threads, (long long)(atomic_load(&longest_wait) / NANOS_PER_MICRO));
	return 0;
}
