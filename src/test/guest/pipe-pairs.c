// SPDX-License-Identifier: Apache-2.0
// Pairs of processes that send one byte to and fro: nearly all they do is to wait for each other. Says at the end how
// often a byte has come back.
#include "crew.h"

struct pair {
	int there[2];
	int back[2];
	_Alignas(64) long round_trips;
};

static void serve(void *of)
{
	struct pair *pair = of;
	char byte = 0;

	while (write(pair->there[1], &byte, 1) == 1 && read(pair->back[0], &byte, 1) == 1)
		pair->round_trips++;
}

static void send_back(void *of)
{
	struct pair *pair = of;
	char byte;

	while (read(pair->there[0], &byte, 1) == 1 && write(pair->back[1], &byte, 1) == 1)
		;
}

int main(int argc, char **argv)
{
	struct job job = read_job(argc, argv, "pipe-pairs [-p PAIRS] [-d SECONDS] [-g CGROUP]");
	long count = job.count, round_trips = 0;
	struct pair *pairs;
	pid_t crew[2 * count];

	pairs = shared_memory(count * sizeof(*pairs));
	for (long i = 0; i < count; i++) {
		if (pipe(pairs[i].there) || pipe(pairs[i].back))
			fail("cannot make", "a pipe");
		crew[2 * i] = hire(send_back, &pairs[i]);
		crew[2 * i + 1] = hire(serve, &pairs[i]);
	}
	sleep(job.seconds);
	for (long i = 0; i < count; i++)
		round_trips += pairs[i].round_trips;
	dismiss(crew, 2 * count);
	printf("round_trips=%ld\n", round_trips);
	return 0;
}
