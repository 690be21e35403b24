// SPDX-License-Identifier: Apache-2.0
// Runs a command and says what the BPF programs of this machine cost meanwhile, by the kernel's own statistics: a line a
// program that ran ("program NAME RUNS NANOS INSTRUCTIONS": nanoseconds of all runs together, instructions that the
// verifier went through when it was loaded), and "total SWITCHES NANOS": context switches of the machine, nanoseconds of
// all programs.
#include <linux/bpf.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"

#define MOST_PROGRAMS 512

struct programs {
	int count;
	struct bpf_prog_info infos[MOST_PROGRAMS];
};

static long bpf(enum bpf_cmd command, union bpf_attr *attributes)
{
	return syscall(__NR_bpf, command, attributes, sizeof(*attributes));
}

// The kernel counts as long as this is open.
static int start_statistics(void)
{
	union bpf_attr attributes = { .enable_stats.type = BPF_STATS_RUN_TIME };
	int fd = bpf(BPF_ENABLE_STATS, &attributes);

	if (fd < 0)
		fail("cannot switch on", "BPF statistics");
	return fd;
}

// One that is unloaded meanwhile is left out.
static void look_at(struct programs *programs, __u32 id)
{
	union bpf_attr by_id = { .prog_id = id };
	int fd = bpf(BPF_PROG_GET_FD_BY_ID, &by_id);
	union bpf_attr about = {
		.info.bpf_fd = fd,
		.info.info_len = sizeof(struct bpf_prog_info),
		.info.info = (__u64)&programs->infos[programs->count],
	};

	if (fd < 0)
		return;
	memset(&programs->infos[programs->count], 0, sizeof(struct bpf_prog_info));
	if (!bpf(BPF_OBJ_GET_INFO_BY_FD, &about))
		programs->count++;
	close(fd);
}

static void look(struct programs *programs)
{
	union bpf_attr next = { .start_id = 0 };

	programs->count = 0;
	while (programs->count < MOST_PROGRAMS && !bpf(BPF_PROG_GET_NEXT_ID, &next)) {
		next.start_id = next.next_id;
		look_at(programs, next.start_id);
	}
}

static const struct bpf_prog_info *with_id(const struct programs *programs, __u32 id)
{
	for (int i = 0; i < programs->count; i++)
		if (programs->infos[i].id == id)
			return &programs->infos[i];
	return NULL;
}

static long long context_switches(void)
{
	FILE *stat = fopen("/proc/stat", "r");
	char line[65536];
	long long count = -1;

	while (stat && fgets(line, sizeof(line), stat) && sscanf(line, "ctxt %lld", &count) != 1)
		;
	if (count < 0)
		fail("cannot read", "/proc/stat");
	fclose(stat);
	return count;
}

static void run(char **command)
{
	pid_t child = fork();

	if (child == 0) {
		execvp(command[0], command);
		fail("cannot run", command[0]);
	}
	waitpid(child, NULL, 0);
}

int main(int argc, char **argv)
{
	static struct programs before, after;
	unsigned long long nanos = 0;
	long long switches;

	if (argc < 2)
		usage("bpf-cost COMMAND [ARGUMENT...]");
	start_statistics();
	look(&before);
	switches = context_switches();
	run(argv + 1);
	switches = context_switches() - switches;
	look(&after);
	for (int i = 0; i < after.count; i++) {
		const struct bpf_prog_info *now = &after.infos[i], *then = with_id(&before, now->id);
		unsigned long long runs = now->run_cnt - (then ? then->run_cnt : 0);
		unsigned long long took = now->run_time_ns - (then ? then->run_time_ns : 0);

		if (!runs)
			continue;
		nanos += took;
		printf("program %s %llu %llu %u\n", now->name, runs, took, now->verified_insns);
	}
	printf("total %lld %llu\n", switches, nanos);
	return 0;
}
