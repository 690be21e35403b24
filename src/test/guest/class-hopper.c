// SPDX-License-Identifier: Apache-2.0
// A busy loop that leaves its scheduling class again and again, only to be back at once: for SCHED_FIFO, SCHED_DEADLINE
// or SCHED_IDLE, or because a real-time task waits for a mutex that it holds and lends it its priority. It works
// between as long as it is told, so that hardly any of its CPU time is of the other class. Says "ready" first and at
// the end of the duration how often it was away. Where the kernel counts the bandwidth of real-time tasks, it refuses
// SCHED_DEADLINE to a pinned one. A kind of its own is nice: it stays in its class and changes its weight.
#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>

#include "cgroup.h"
#include "cpulist.h"
#include "work.h"

// As sched_setattr(2) takes it; older C libraries have no declaration, and the kernel's is at odds with theirs.
struct attributes {
	uint32_t size, policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime, deadline, period;
};

static pthread_mutex_t held;
static sem_t wanted;

static void set_class(const char *name, struct attributes attributes)
{
	attributes.size = sizeof(attributes);
	if (syscall(SYS_sched_setattr, 0, &attributes, 0))
		fail("cannot become", name);
}

static void return_to_normal(void)
{
	set_class("SCHED_OTHER", (struct attributes){ .policy = SCHED_OTHER });
}

static void be_fifo(void)
{
	set_class("SCHED_FIFO", (struct attributes){ .policy = SCHED_FIFO, .priority = 1 });
	return_to_normal();
}

static void be_deadline(void)
{
	set_class("SCHED_DEADLINE", (struct attributes){ .policy = SCHED_DEADLINE,
							 .runtime = 1000000,
							 .deadline = 10000000,
							 .period = 10000000 });
	return_to_normal();
}

static void be_idle(void)
{
	set_class("SCHED_IDLE", (struct attributes){ .policy = SCHED_IDLE });
	return_to_normal();
}

static void be_nice(void)
{
	set_class("nice 1", (struct attributes){ .policy = SCHED_OTHER, .nice = 1 });
	return_to_normal();
}

// Where both have one CPU, the other thread has it from the first line to the moment when it has to wait.
static void be_boosted(void)
{
	pthread_mutex_lock(&held);
	sem_post(&wanted);
	pthread_mutex_unlock(&held);
}

static void *want(void *unused)
{
	set_class("SCHED_FIFO", (struct attributes){ .policy = SCHED_FIFO, .priority = 1 });
	for (;;) {
		sem_wait(&wanted);
		pthread_mutex_lock(&held);
		pthread_mutex_unlock(&held);
	}
	return unused;
}

static void start_waiter(void)
{
	pthread_mutexattr_t inherits;
	pthread_t waiter;

	pthread_mutexattr_init(&inherits);
	pthread_mutexattr_setprotocol(&inherits, PTHREAD_PRIO_INHERIT);
	pthread_mutex_init(&held, &inherits);
	sem_init(&wanted, 0, 0);
	errno = pthread_create(&waiter, NULL, want, NULL);
	if (errno)
		fail("cannot start", "a thread");
}

static const struct kind {
	const char *name;
	void (*leave)(void);
} kinds[] = {
	{ "fifo", be_fifo },	 { "deadline", be_deadline }, { "idle", be_idle },
	{ "boost", be_boosted }, { "nice", be_nice },
};

static const struct kind *kind_of(const char *name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (!strcmp(kinds[i].name, name))
			return &kinds[i];
	usage("a kind is fifo, deadline, idle, boost or nice");
}

int main(int argc, char **argv)
{
	const struct kind *kind = kinds;
	long work = 1000, seconds = 10, count = 0;
	int64_t end;
	int option;

	while ((option = getopt(argc, argv, "k:w:d:c:g:")) != -1) {
		switch (option) {
		case 'k': kind = kind_of(optarg); break;
		case 'w': work = number(optarg); break;
		case 'd': seconds = number(optarg); break;
		case 'c': pin_to(optarg); break;
		case 'g': join_cgroup(optarg); break;
		default: usage("class-hopper [-k KIND] [-w WORK_US] [-d SECONDS] [-c CPULIST] [-g CGROUP]");
		}
	}
	if (kind->leave == be_boosted)
		start_waiter();
	puts("ready");
	fflush(stdout);
	for (end = now_nanos() + seconds * NANOS_PER_SECOND; now_nanos() < end; count++) {
		work_micros(work);
		kind->leave();
	}
	printf("changes=%ld\n", count);
	return 0;
}
