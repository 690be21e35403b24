// SPDX-License-Identifier: Apache-2.0
// Busy loops: processes with threads, all with the given nice value, CPUs and cgroup. Says "worker TID" for each thread
// and "ready" once all run; at the end of the duration "worker TID CPU_NANOS" each. Ends by itself or by a signal.
// -r: real-time, so that no other task gets their CPUs; -i: of the kernel's policy for what may run when nothing else
// does. The parent is neither, nor pinned. -R: the parent is both real-time and pinned, and they inherit its CPUs alone.
// -y: they yield the CPU all the time. -f: they make system calls that pass through long filters, and cannot migrate
// for as long as one takes, which is most of the time.
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "cgroup.h"
#include "cpulist.h"

static atomic_int *running;
static int64_t end_nanos = INT64_MAX;
static int yields, filters;

static void *work(void *unused)
{
	volatile uint64_t counter = 0;

	printf("worker %d\n", gettid());
	fflush(stdout);
	atomic_fetch_add(running, 1);
	do {
		for (int i = 0; i < 1000; i++)
			counter++;
		if (yields)
			sched_yield();
		if (filters)
			syscall(SYS_getppid);
	} while (now_nanos() < end_nanos);
	printf("worker %d %lld\n", gettid(), (long long)nanos_of(CLOCK_THREAD_CPUTIME_ID));
	fflush(stdout);
	return unused;
}

static void run_threads(long threads)
{
	pthread_t ids[threads];

	for (long i = 1; i < threads; i++)
		pthread_create(&ids[i], NULL, work, NULL);
	work(NULL);
	for (long i = 1; i < threads; i++)
		pthread_join(ids[i], NULL);
}

// As many instructions as a filter may have. The kernel runs it with migration off.
static void add_filter(void)
{
	static struct sock_filter code[BPF_MAXINSNS];
	struct sock_fprog program = { .len = BPF_MAXINSNS, .filter = code };

	for (int i = 0; i < BPF_MAXINSNS - 1; i++)
		code[i] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_IMM, i);
	code[BPF_MAXINSNS - 1] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program))
		fail("cannot add", "a filter");
}

static void set_policy(int policy, const char *cpus)
{
	struct sched_param priority = { .sched_priority = policy != SCHED_OTHER && policy != SCHED_IDLE };

	// Before it is pinned, perhaps to where a real-time one has the CPU: it would never get as far.
	if (policy != SCHED_OTHER && sched_setscheduler(0, policy, &priority))
		fail("cannot become", policy == SCHED_IDLE ? "SCHED_IDLE" : "SCHED_FIFO");
	if (cpus)
		pin_to(cpus);
}

// What a worker is and its parent must not be.
static void become_worker(int policy, const char *cpus)
{
	for (int i = 0; i < filters; i++)
		add_filter();
	set_policy(policy, cpus);
}

int main(int argc, char **argv)
{
	long processes = 1, threads = 1;
	const char *cpus = NULL;
	int option, resets = 0, policy = SCHED_OTHER;

	while ((option = getopt(argc, argv, "p:t:n:c:g:d:rRiyf")) != -1) {
		switch (option) {
		case 'p': processes = number(optarg); break;
		case 't': threads = number(optarg); break;
		case 'n':
			if (setpriority(PRIO_PROCESS, 0, number(optarg)))
				fail("cannot set nice", optarg);
			break;
		case 'c': cpus = optarg; break;
		case 'g': join_cgroup(optarg); break;
		case 'd': end_nanos = now_nanos() + number(optarg) * NANOS_PER_SECOND; break;
		case 'r': policy = SCHED_FIFO; break;
		case 'R': resets = 1; break;
		case 'i': policy = SCHED_IDLE; break;
		case 'y': yields = 1; break;
		case 'f': filters = 4; break;
		default: usage("spin [-p PROCESSES] [-t THREADS] [-n NICE] [-c CPULIST] [-g CGROUP] [-d SECONDS] [-r | -R | -i] [-yf]");
		}
	}
	if (resets) {
		set_policy(SCHED_FIFO | SCHED_RESET_ON_FORK, cpus);
		cpus = NULL;
	}
	running = mmap(NULL, sizeof(*running), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (long i = 0; i < processes; i++) {
		pid_t parent = getpid();

		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			if (getppid() != parent)
				return 1;
			become_worker(policy, cpus);
			run_threads(threads);
			return 0;
		}
	}
	// Sleeps between looks: the parent must not be one more busy loop.
	while (atomic_load(running) < processes * threads)
		usleep(1000);
	puts("ready");
	fflush(stdout);
	while (wait(NULL) > 0)
		;
	return 0;
}
