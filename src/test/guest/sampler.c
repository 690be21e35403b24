// SPDX-License-Identifier: Apache-2.0
// Looks many times where the threads of cgroups run: for each thread that is runnable
// "MONOTONIC_NANOS CGROUP TID CPU RAN_NANOS", separated by tabs. RAN_NANOS is the CPU time since the thread was last
// seen: 0 means that it waited, and then CPU is only where it ran before.
#include <libgen.h>
#include <sched.h>

#include "cgroup.h"

#define MAX_TID 65536

static int64_t last_ran[MAX_TID];

// Reads a small file of /proc; a thread may end at any moment, so a failure is only reported to the caller.
static int slurp(char *buffer, size_t size, const char *format, long tid)
{
	char path[64];
	ssize_t length;
	int fd;

	snprintf(path, sizeof(path), format, tid);
	fd = open(path, O_RDONLY);
	if (fd < 0)
		return -1;
	length = read(fd, buffer, size - 1);
	close(fd);
	if (length <= 0)
		return -1;
	buffer[length] = 0;
	return 0;
}

// The fields of /proc/TID/stat after the name, which may hold spaces: 3 is the state, 39 the CPU.
static void sample_thread(const char *cgroup, long tid)
{
	char stat[1024], ran_text[128], *field;
	int64_t ran, before;
	int cpu;

	if (tid >= MAX_TID || slurp(stat, sizeof(stat), "/proc/%ld/stat", tid) ||
	    slurp(ran_text, sizeof(ran_text), "/proc/%ld/schedstat", tid))
		return;
	field = strrchr(stat, ')') + 2;
	if (*field != 'R')
		return;
	for (int i = 3; i < 39; i++)
		field = strchr(field, ' ') + 1;
	cpu = atoi(field);
	ran = atoll(ran_text);
	before = last_ran[tid];
	last_ran[tid] = ran;
	printf("%lld\t%s\t%ld\t%d\t%lld\n", (long long)now_nanos(), cgroup, tid, cpu,
	       (long long)(before ? ran - before : 0));
}

static void sample_cgroup(char *directory)
{
	char path[4096];
	FILE *threads;
	long tid;

	snprintf(path, sizeof(path), "%s/cgroup.threads", directory);
	threads = fopen(path, "r");
	if (!threads)
		fail("cannot open", path);
	while (fscanf(threads, "%ld", &tid) == 1)
		sample_thread(directory, tid);
	fclose(threads);
}

int main(int argc, char **argv)
{
	// Above the tasks it watches: it must not wait for them, nor be scheduled by what it tests.
	struct sched_param priority = { .sched_priority = 1 };
	long rounds = 100, interval_us = 10000;
	int option;

	while ((option = getopt(argc, argv, "n:i:")) != -1) {
		switch (option) {
		case 'n': rounds = number(optarg); break;
		case 'i': interval_us = number(optarg); break;
		default: usage("sampler [-n ROUNDS] [-i INTERVAL_US] CGROUP...");
		}
	}
	if (sched_setscheduler(0, SCHED_FIFO, &priority))
		fail("cannot become", "SCHED_FIFO");
	for (long round = 0; round < rounds; round++) {
		for (int i = optind; i < argc; i++)
			sample_cgroup(argv[i]);
		usleep(interval_us);
	}
	return 0;
}
