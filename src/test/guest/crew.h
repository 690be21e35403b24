// SPDX-License-Identifier: Apache-2.0
// Processes that do the same work for a while, and then are gone with their parent.
#pragma once

#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"

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
