// SPDX-License-Identifier: Apache-2.0
// Processes that make a child again and again, which works for some microseconds, and wait for it. Says at the end how
// many children there were.
#include "crew.h"

#define CHILD_ROUNDS 20000

static void make_children(void *of)
{
	long *children = of;

	for (;;) {
		pid_t child = fork();

		if (child < 0)
			fail("cannot make", "a child");
		if (child == 0) {
			for (volatile int i = 0; i < CHILD_ROUNDS; i++)
				;
			_exit(0);
		}
		waitpid(child, NULL, 0);
		++*children;
	}
}

int main(int argc, char **argv)
{
	struct job job = read_job(argc, argv, "fork-loops [-p PROCESSES] [-d SECONDS] [-g CGROUP]");
	long count = job.count, sum = 0;
	long *children;
	pid_t crew[count];

	children = shared_memory(count * sizeof(*children));
	for (long i = 0; i < count; i++)
		crew[i] = hire(make_children, &children[i]);
	sleep(job.seconds);
	for (long i = 0; i < count; i++)
		sum += children[i];
	dismiss(crew, count);
	printf("children=%ld\n", sum);
	return 0;
}
