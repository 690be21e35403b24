// SPDX-License-Identifier: Apache-2.0
// Processes that work in turn: each hands over to the next one and sleeps until it is its turn again. Together they
// want one CPU all the time. Says "worker PID" for each and "ready", and runs until it is ended.
#include "crew.h"
#include "work.h"

static int (*pipes)[2];
static long count;
static const int64_t turn_micros = 2000;

static void take_turns(void *of)
{
	long own = (int(*)[2])of - pipes;
	char token;

	while (read(pipes[own][0], &token, 1) == 1) {
		work_micros(turn_micros);
		if (write(pipes[(own + 1) % count][1], &token, 1) != 1)
			return;
	}
}

int main(int argc, char **argv)
{
	char token = 0;

	count = read_job(argc, argv, "relay [-p PROCESSES] [-g CGROUP]").count;
	pipes = calloc(count, sizeof(*pipes));
	for (long i = 0; i < count; i++)
		if (pipe(pipes[i]))
			fail("cannot make", "a pipe");
	for (long i = 0; i < count; i++)
		printf("worker %d\n", hire(take_turns, &pipes[i]));
	if (write(pipes[0][1], &token, 1) != 1)
		fail("cannot write to", "a pipe");
	puts("ready");
	fflush(stdout);
	while (wait(NULL) > 0)
		;
	return 0;
}
