// SPDX-License-Identifier: Apache-2.0
// CPU time used by processes so far, exact to the moment: "MONOTONIC_NANOS PID CPU_NANOS" each.
#include <sys/types.h>

#include "guest.h"

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		clockid_t clock;

		errno = clock_getcpuclockid(number(argv[i]), &clock);
		if (errno)
			fail("cannot read the CPU time of", argv[i]);
		printf("%lld %s %lld\n", (long long)now_nanos(), argv[i], (long long)nanos_of(clock));
	}
	return 0;
}
