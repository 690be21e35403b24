// SPDX-License-Identifier: Apache-2.0
// A process that has been sent SIGSTOP and does not see it: its first thread, which is to stop the others, waits for a
// child of vfork() that does not end. The others are busy. Says "ready" and runs until it is killed.
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/prctl.h>

#include "cgroup.h"

static atomic_int running;

static void *work(void *unused)
{
	atomic_fetch_add(&running, 1);
	for (volatile uint64_t i = 0;; i++)
		;
	return unused;
}

int main(int argc, char **argv)
{
	pid_t parent = getpid();
	pthread_t id;

	if (argc > 1)
		usage("unseen-stop");
	(void)argv;
	for (int i = 0; i < 3; i++)
		pthread_create(&id, NULL, work, NULL);
	while (atomic_load(&running) < 3)
		usleep(1000);
	printf("worker %d\nready\n", parent);
	fflush(stdout);
	if (vfork() == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		kill(parent, SIGSTOP);
		for (;;)
			pause();
	}
	return 1;
}
