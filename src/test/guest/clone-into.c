// SPDX-License-Identifier: Apache-2.0
// Clones a process straight into a cgroup (CLONE_INTO_CGROUP). The child says where it first ran, "PID CPU", then spins.
#include <linux/sched.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "cgroup.h"

int main(int argc, char **argv)
{
	struct clone_args arguments = { .flags = CLONE_INTO_CGROUP, .exit_signal = SIGCHLD };
	int64_t end;
	int directory;
	long child;

	if (argc != 3)
		usage("clone-into CGROUP SECONDS");
	directory = open(argv[1], O_RDONLY | O_DIRECTORY);
	if (directory < 0)
		fail("cannot open", argv[1]);
	arguments.cgroup = directory;
	end = now_nanos() + number(argv[2]) * NANOS_PER_SECOND;
	child = syscall(SYS_clone3, &arguments, sizeof(arguments));
	if (child < 0)
		fail("cannot clone into", argv[1]);
	if (child == 0) {
		int cpu = sched_getcpu();

		prctl(PR_SET_PDEATHSIG, SIGKILL);
		printf("%ld %d\n", syscall(SYS_getpid), cpu);
		fflush(stdout);
		while (now_nanos() < end)
			;
		_exit(0);
	}
	return waitpid(child, NULL, 0) == child ? 0 : 1;
}
