// SPDX-License-Identifier: Apache-2.0
// Chains of processes: each works, makes the next one and is gone, so that none of them lives long. Says "ready" once
// the first ones are there. Ends after the duration or by SIGTERM, and says how many there were and what CPU time they
// used, all chains together. -t: the links of a chain are threads of one process.
#include <pthread.h>
#include <stdatomic.h>

#include "cpulist.h"
#include "crew.h"
#include "work.h"

struct account {
	atomic_int over;
	atomic_long links, nanos;
};

static struct account *account;
static int64_t work = 1000, end_nanos;

static void end_all(int unused)
{
	(void)unused;
	atomic_store(&account->over, 1);
}

static int goes_on(void)
{
	return !atomic_load(&account->over) && now_nanos() < end_nanos;
}

static void be_a_link(void)
{
	work_micros(work);
	atomic_fetch_add(&account->links, 1);
	atomic_fetch_add(&account->nanos, nanos_of(CLOCK_THREAD_CPUTIME_ID));
}

// In the first process of a chain, and in all that come of it: only the child ever goes round. No signal tells them that
// the first parent is gone, so each looks at the time.
static void run_processes(void)
{
	pid_t child = 0;

	while (child == 0 && goes_on()) {
		be_a_link();
		child = fork();
		if (child < 0)
			fail("cannot make", "the next process");
	}
}

static void *be_a_thread(void *unused)
{
	pthread_t next;

	be_a_link();
	if (goes_on()) {
		errno = pthread_create(&next, NULL, be_a_thread, NULL);
		if (errno)
			fail("cannot make", "the next thread");
		pthread_detach(next);
	}
	return unused;
}

static void run_threads(void)
{
	be_a_thread(NULL);
	// The process ends with the last thread.
	pthread_exit(NULL);
}

int main(int argc, char **argv)
{
	void (*run_chain)(void) = run_processes;
	long chains = 1, seconds = 10;
	int option;

	while ((option = getopt(argc, argv, "p:w:d:c:g:t")) != -1) {
		switch (option) {
		case 'p': chains = number(optarg); break;
		case 'w': work = number(optarg); break;
		case 'd': seconds = number(optarg); break;
		case 'c': pin_to(optarg); break;
		case 'g': join_cgroup(optarg); break;
		case 't': run_chain = run_threads; break;
		default: usage("fork-chain [-p CHAINS] [-w WORK_US] [-t] [-d SECONDS] [-c CPULIST] [-g CGROUP]");
		}
	}
	account = shared_memory(sizeof(*account));
	end_nanos = now_nanos() + seconds * NANOS_PER_SECOND;
	// All of them become children of this process when their own parent goes, and leave nothing to wait for.
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	signal(SIGCHLD, SIG_IGN);
	signal(SIGTERM, end_all);
	for (long i = 0; i < chains; i++) {
		if (fork() == 0) {
			run_chain();
			_exit(0);
		}
	}
	puts("ready");
	fflush(stdout);
	// Returns once none is left.
	while (wait(NULL) > 0 || errno == EINTR)
		;
	printf("links=%ld cpu_us=%lld\n", atomic_load(&account->links),
	       (long long)(atomic_load(&account->nanos) / NANOS_PER_MICRO));
	return 0;
}
