// SPDX-License-Identifier: Apache-2.0
// Has a kernel thread of every CPU do a piece of work, that many times, and says how long the slowest took. The kernel
// answers a read of stat_refresh once it has queued some work to each CPU and all of it is done.
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include "guest.h"

#define STAT_REFRESH "/proc/sys/vm/stat_refresh"

int main(int argc, char **argv)
{
	// It waits for the kernel's threads; to wait for a CPU of its own would be no news.
	struct sched_param priority = { .sched_priority = 1 };
	int64_t slowest = 0;
	long rounds;

	if (argc != 2)
		usage("per-cpu-work ROUNDS");
	rounds = number(argv[1]);
	if (sched_setscheduler(0, SCHED_FIFO, &priority))
		fail("cannot become", "SCHED_FIFO");
	for (long round = 0; round < rounds; round++) {
		int64_t start = now_nanos(), took;
		char ignored[16];
		int fd = open(STAT_REFRESH, O_RDONLY);

		if (fd < 0 || read(fd, ignored, sizeof(ignored)) < 0)
			fail("cannot read", STAT_REFRESH);
		close(fd);
		took = now_nanos() - start;
		if (took > slowest)
			slowest = took;
	}
	printf("count=%ld max_us=%lld\n", rounds, (long long)(slowest / NANOS_PER_MICRO));
	return 0;
}
