// SPDX-License-Identifier: Apache-2.0
// Waits for a grace period of the kernel's RCU that many times, as membarrier(2) does for all processes, and says how
// long that took.
#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "guest.h"

int main(int argc, char **argv)
{
	int64_t slowest = 0, sum = 0;
	long rounds;

	if (argc != 2)
		usage("membarrier ROUNDS");
	rounds = number(argv[1]);
	for (long round = 0; round < rounds; round++) {
		int64_t start = now_nanos(), took;

		if (syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0))
			fail("no", "membarrier");
		took = now_nanos() - start;
		sum += took;
		if (took > slowest)
			slowest = took;
	}
	printf("count=%ld mean_us=%lld max_us=%lld\n", rounds, (long long)(sum / rounds / NANOS_PER_MICRO),
	       (long long)(slowest / NANOS_PER_MICRO));
	return 0;
}
