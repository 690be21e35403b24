// SPDX-License-Identifier: Apache-2.0
// Two processes in two cgroups wake each other in turn. Each says at the end on which CPUs it found itself when it woke,
// "CGROUP CPU CPU...", and the first one "count=N max_us=N" of the rounds.
#include <sched.h>
#include <sys/wait.h>

#include "cgroup.h"

// Until then they may not have slept since they joined their cgroups.
#define FIRST_ROUNDS 500

static const char *cgroup;
static char seen[CPU_SETSIZE];

static void await_turn(int from, long round)
{
	char token;

	if (read(from, &token, 1) != 1)
		fail("cannot read", "the pipe");
	if (round >= FIRST_ROUNDS)
		seen[sched_getcpu()] = 1;
}

static void pass_on(int to)
{
	if (write(to, "", 1) != 1)
		fail("cannot write", "the pipe");
}

static void say_cpus(void)
{
	printf("%s", cgroup);
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
		if (seen[cpu])
			printf(" %d", cpu);
	printf("\n");
	fflush(stdout);
}

static void answer(int from, int to, long rounds)
{
	for (long round = 0; round < rounds; round++) {
		await_turn(from, round);
		pass_on(to);
	}
	say_cpus();
}

static void ask(int from, int to, long rounds)
{
	int64_t slowest = 0;

	for (long round = 0; round < rounds; round++) {
		int64_t start = now_nanos(), took;

		pass_on(to);
		await_turn(from, round);
		took = now_nanos() - start;
		if (took > slowest && round >= FIRST_ROUNDS)
			slowest = took;
	}
	say_cpus();
	printf("count=%ld max_us=%lld\n", rounds - FIRST_ROUNDS, (long long)(slowest / NANOS_PER_MICRO));
}

int main(int argc, char **argv)
{
	int there[2], back[2];
	long rounds;
	pid_t child;

	if (argc != 4 || number(argv[1]) <= FIRST_ROUNDS)
		usage("ping ROUNDS CGROUP CGROUP");
	rounds = number(argv[1]);
	if (pipe(there) || pipe(back))
		fail("cannot make", "pipes");
	child = fork();
	cgroup = argv[child ? 2 : 3];
	join_cgroup(cgroup);
	if (child == 0) {
		answer(there[0], back[1], rounds);
		return 0;
	}
	ask(back[0], there[1], rounds);
	return waitpid(child, NULL, 0) == child ? 0 : 1;
}
