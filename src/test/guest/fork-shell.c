// SPDX-License-Identifier: Apache-2.0
// A parent as a shell is one: it has a child do some work, waits for it, and has the next one made, and so on. Says
// "ready" first, and at the end of the duration how many children there were.
#include "cpulist.h"
#include "crew.h"
#include "work.h"

int main(int argc, char **argv)
{
	long work = 10000, seconds = 10, children = 0;
	int64_t end;
	int option;

	while ((option = getopt(argc, argv, "w:d:c:g:")) != -1) {
		switch (option) {
		case 'w': work = number(optarg); break;
		case 'd': seconds = number(optarg); break;
		case 'c': pin_to(optarg); break;
		case 'g': join_cgroup(optarg); break;
		default: usage("fork-shell [-w WORK_US] [-d SECONDS] [-c CPULIST] [-g CGROUP]");
		}
	}
	puts("ready");
	fflush(stdout);
	for (end = now_nanos() + seconds * NANOS_PER_SECOND; now_nanos() < end; children++) {
		pid_t child = fork();

		if (child < 0)
			fail("cannot make", "a child");
		if (child == 0) {
			work_micros(work);
			_exit(0);
		}
		waitpid(child, NULL, 0);
	}
	printf("children=%ld\n", children);
	return 0;
}
