// SPDX-License-Identifier: Apache-2.0
// How long it takes from mkdir of a cgroup until its cell is in force: starts the daemon that is to be measured, makes
// and removes a child of the parent cgroup again and again, and waits each time for the daemon's line about it. Says
// "made" or "removed" with the microseconds each time. Its pauses are long enough for each to be a first change, which
// the daemon acts on at once. With -r it also has the daemon read its configuration again as soon as a cell is in force,
// and says "reread" with the microseconds; the daemon has nice -20 then, as signals come by a thread of the JVM's that
// queues like any other. What waits here is real-time, so that its own turn is not waited for; the daemon is not, nor
// anything else that it starts.
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"

static const char *const updated = "Cell config updated ";
static const char *const reread = "Read the configuration again";
static FILE *log_lines;
static bool rereads;

// Starts the daemon with its log in a pipe.
static pid_t start(char **command)
{
	int log[2];
	pid_t child;

	if (pipe(log))
		fail("cannot make", "a pipe");
	child = fork();
	if (child == 0) {
		dup2(log[1], 2);
		close(log[0]);
		close(log[1]);
		if (rereads && setpriority(PRIO_PROCESS, 0, -20))
			fail("cannot raise the nice of", command[0]);
		execvp(command[0], command);
		fail("cannot run", command[0]);
	}
	close(log[1]);
	log_lines = fdopen(log[0], "r");
	return child;
}

// Blocks until the daemon logs a line with this text.
static void await_line(const char *text)
{
	char line[4096] = "";

	while (fgets(line, sizeof(line), log_lines))
		if (strstr(line, text))
			return;
	fprintf(stderr, "the daemon ended before it said \"%s\"; at last it said: %s", text, line);
	exit(1);
}

static void report(const char *what, const char *line, int64_t start, bool counts)
{
	await_line(line);
	if (!counts)
		return;
	printf("%s %lld\n", what, (long long)((now_nanos() - start) / NANOS_PER_MICRO));
	fflush(stdout);
}

static void have_it_reread(pid_t daemon, bool counts)
{
	int64_t start = now_nanos();

	kill(daemon, SIGHUP);
	report("reread", reread, start, counts);
}

static void round_trip(pid_t daemon, const char *child, long pause_us, bool counts)
{
	int64_t start = now_nanos();

	if (mkdir(child, 0755))
		fail("cannot make", child);
	report("made", updated, start, counts);
	if (rereads)
		have_it_reread(daemon, counts);
	usleep(pause_us);
	start = now_nanos();
	if (rmdir(child))
		fail("cannot remove", child);
	report("removed", updated, start, counts);
	usleep(pause_us);
}

int main(int argc, char **argv)
{
	struct sched_param priority = { .sched_priority = 1 };
	long rounds = 200, pause_ms = 600;
	char child[4096];
	int option;
	pid_t daemon;

	while ((option = getopt(argc, argv, "+n:p:r")) != -1) {
		switch (option) {
		case 'n': rounds = number(optarg); break;
		case 'p': pause_ms = number(optarg); break;
		case 'r': rereads = true; break;
		default: usage("cell-latency [-n ROUNDS] [-p PAUSE_MS] [-r] PARENT COMMAND [ARGUMENT...]");
		}
	}
	if (argc - optind < 2)
		usage("cell-latency [-n ROUNDS] [-p PAUSE_MS] [-r] PARENT COMMAND [ARGUMENT...]");
	snprintf(child, sizeof(child), "%s/latency", argv[optind]);
	daemon = start(argv + optind + 1);
	if (sched_setscheduler(0, SCHED_FIFO, &priority))
		fail("cannot become", "SCHED_FIFO");
	await_line("Applied initial cell configuration");
	usleep(1000 * pause_ms);
	// The first one waits for what is left of the start.
	for (long i = 0; i <= rounds; i++)
		round_trip(daemon, child, 1000 * pause_ms, i > 0);
	kill(daemon, SIGTERM);
	while (getc(log_lines) != EOF)
		;
	return waitpid(daemon, NULL, 0) == daemon ? 0 : 1;
}
