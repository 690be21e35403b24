// SPDX-License-Identifier: Apache-2.0
// Processes that do the same work for a while, and then are gone with their parent.
#pragma once

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cgroup.h"

struct job {
	long count;
	long seconds;
};

// From the options; joins the cgroup that they name.
static inline struct job read_job(int argc, char **argv, const char *usage_text)
{
	struct job job = { .count = 1, .seconds = 10 };
	int option;

	while ((option = getopt(argc, argv, "p:d:g:")) != -1) {
		switch (option) {
		case 'p': job.count = number(optarg); break;
		case 'd': job.seconds = number(optarg); break;
		case 'g': join_cgroup(optarg); break;
		default: usage(usage_text);
		}
	}
	return job;
}

static inline pid_t hire(void (*work)(void *), void *argument)
{
	pid_t parent = getpid(), child = fork();

	if (child < 0)
		fail("cannot make", "a process");
	if (child)
		return child;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() == parent)
		work(argument);
	_exit(1);
}

static inline void dismiss(const pid_t *crew, long count)
{
	for (long i = 0; i < count; i++)
		kill(crew[i], SIGKILL);
	for (long i = 0; i < count; i++)
		waitpid(crew[i], NULL, 0);
}

// Memory that this process and its children share, all zero.
static inline void *shared_memory(size_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		fail("cannot map", "shared memory");
	return memory;
}
