// SPDX-License-Identifier: Apache-2.0
// Makes cgroups, two deep, has processes come and end in them, and removes them as soon as the kernel lets go of them,
// while the last of these are still about to end. Says "rounds N" at the end.
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "cgroup.h"

// A child there, which has a child of its own; neither waits for anything.
static void start_in(int directory)
{
	struct clone_args arguments = { .flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD, .cgroup = directory };
	long child = syscall(SYS_clone3, &arguments, sizeof(arguments));

	if (child < 0)
		fail("cannot clone into", "the cgroup");
	if (child == 0) {
		fork();
		_exit(0);
	}
}

static void remove_cgroup(const char *path)
{
	while (rmdir(path)) {
		if (errno != EBUSY)
			fail("cannot remove", path);
		sched_yield();
	}
}

static void come_and_go(const char *path, long processes)
{
	char below[4096];
	int directory;

	snprintf(below, sizeof(below), "%s/below", path);
	if (mkdir(path, 0755) || mkdir(below, 0755))
		fail("cannot make", below);
	directory = open(below, O_RDONLY | O_DIRECTORY);
	if (directory < 0)
		fail("cannot open", below);
	for (long i = 0; i < processes; i++)
		start_in(directory);
	close(directory);
	remove_cgroup(below);
	remove_cgroup(path);
	while (wait(NULL) > 0)
		;
}

int main(int argc, char **argv)
{
	long rounds = 100, processes = 10;
	int option;

	while ((option = getopt(argc, argv, "n:p:")) != -1) {
		switch (option) {
		case 'n': rounds = number(optarg); break;
		case 'p': processes = number(optarg); break;
		default: usage("storm [-n ROUNDS] [-p PROCESSES] CGROUP");
		}
	}
	if (optind != argc - 1)
		usage("storm [-n ROUNDS] [-p PROCESSES] CGROUP");
	// Children of its children become its own, so that it can wait for all.
	prctl(PR_SET_CHILD_SUBREAPER, 1);
	for (long i = 0; i < rounds; i++)
		come_and_go(argv[optind], processes);
	printf("rounds %ld\n", rounds);
	return 0;
}
