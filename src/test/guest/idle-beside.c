// SPDX-License-Identifier: Apache-2.0
// Follows the kernel's trace of switches and wake-ups for some seconds, and looks at tasks of the given names: for how
// long one of them waited while one of the CPUs had nothing to do. Says how often, how often longer than the limit, and
// the longest. Whoever starts it has the kernel trace sched_switch, sched_wakeup and sched_wakeup_new.
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <unistd.h>

#include "cpulist.h"

#define TRACE "/sys/kernel/tracing/trace_pipe"
#define MAX_CPUS 64
#define MAX_TASKS 256

// By pid, in any order. Those that wait are few.
static struct waiting {
	long pid;
	int64_t since;
} waiting[MAX_TASKS];
static int waiting_count;
static int64_t idle_since[MAX_CPUS];
static long running[MAX_CPUS];
static bool watched_cpu[MAX_CPUS];
static char **names;

static int64_t limit, longest;
static long waits, late, lost;

static void settle(const struct waiting *task, int cpu, int64_t now)
{
	int64_t since = task->since > idle_since[cpu] ? task->since : idle_since[cpu];

	if (!watched_cpu[cpu] || !idle_since[cpu])
		return;
	if (now - since > longest)
		longest = now - since;
	if (now - since > limit) {
		late++;
		printf("late pid=%ld cpu=%d from=%lld us=%lld\n", task->pid, cpu, (long long)since / NANOS_PER_MICRO,
		       (long long)(now - since) / NANOS_PER_MICRO);
	}
}

static bool is_watched(const char *name)
{
	for (char **one = names; *one; one++)
		if (!strncmp(name, *one, strlen(*one)) && name[strlen(*one)] == ' ')
			return true;
	return false;
}

static void begin_to_wait(long pid, int64_t now)
{
	for (int i = 0; i < waiting_count; i++)
		if (waiting[i].pid == pid)
			return;
	if (waiting_count == MAX_TASKS)
		usage("idle-beside follows fewer tasks");
	waiting[waiting_count++] = (struct waiting){ pid, now };
	waits++;
}

static void wait_no_more(long pid, int64_t now)
{
	for (int i = 0; i < waiting_count; i++) {
		if (waiting[i].pid != pid)
			continue;
		for (int cpu = 0; cpu < MAX_CPUS; cpu++)
			settle(&waiting[i], cpu, now);
		waiting[i] = waiting[--waiting_count];
		return;
	}
}

static const char *field(const char *text, const char *name)
{
	const char *at = strstr(text, name);

	return at ? at + strlen(name) : "";
}

static void follow_switch(int cpu, int64_t now, const char *text)
{
	long previous = atol(field(text, "prev_pid=")), next = atol(field(text, "next_pid="));

	wait_no_more(next, now);
	if (previous == 0)
		for (int i = 0; i < waiting_count; i++)
			settle(&waiting[i], cpu, now);
	else if (*field(text, "prev_state=") == 'R' && is_watched(field(text, "prev_comm=")))
		begin_to_wait(previous, now);
	running[cpu] = next;
	idle_since[cpu] = next ? 0 : now;
}

// A task that is woken before it has left its CPU does not wait.
static void follow_wakeup(int64_t now, const char *text)
{
	long pid = atol(field(text, " pid="));

	for (int cpu = 0; cpu < MAX_CPUS; cpu++)
		if (running[cpu] == pid)
			return;
	if (is_watched(field(text, " comm=")))
		begin_to_wait(pid, now);
}

static void follow(const char *line)
{
	long long seconds, micros;
	const char *at = strstr(line, "] ");
	int cpu;

	if (strstr(line, "[LOST "))
		lost++;
	if (!at || sscanf(at - 4, "[%d] %*s %lld.%lld:", &cpu, &seconds, &micros) != 3)
		return;
	micros += seconds * 1000000;
	if (strstr(at, " sched_switch: "))
		follow_switch(cpu, micros * NANOS_PER_MICRO, at);
	else if (strstr(at, " sched_wakeup"))
		follow_wakeup(micros * NANOS_PER_MICRO, strstr(at, " sched_wakeup"));
}

static void follow_until(int64_t end)
{
	static char buffer[1 << 20];
	size_t filled = 0;
	int fd = open(TRACE, O_RDONLY | O_NONBLOCK);

	if (fd < 0)
		fail("cannot open", TRACE);
	while (now_nanos() < end) {
		ssize_t got = read(fd, buffer + filled, sizeof(buffer) - 1 - filled);
		char *line = buffer, *next;

		if (got <= 0) {
			usleep(5000);
			continue;
		}
		filled += got;
		buffer[filled] = 0;
		for (; (next = strchr(line, '\n')); line = next + 1) {
			*next = 0;
			follow(line);
		}
		filled -= line - buffer;
		memmove(buffer, line, filled);
	}
	close(fd);
}

int main(int argc, char **argv)
{
	// It must not wait for the tasks it watches, nor take a CPU of theirs.
	struct sched_param priority = { .sched_priority = 1 };
	cpu_set_t cpus;

	if (argc < 5)
		usage("idle-beside CPULIST SECONDS LIMIT_US NAME...");
	cpus = cpus_of(argv[1]);
	for (int cpu = 0; cpu < MAX_CPUS; cpu++)
		watched_cpu[cpu] = CPU_ISSET(cpu, &cpus);
	limit = number(argv[3]) * NANOS_PER_MICRO;
	names = argv + 4;
	if (sched_setscheduler(0, SCHED_FIFO, &priority))
		fail("cannot become", "SCHED_FIFO");
	pin_to("0");
	follow_until(now_nanos() + number(argv[2]) * NANOS_PER_SECOND);
	printf("waits=%ld late=%ld max_us=%lld lost=%ld\n", waits, late, (long long)(longest / NANOS_PER_MICRO), lost);
	return 0;
}
