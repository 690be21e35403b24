// SPDX-License-Identifier: Apache-2.0
// Runs a command on a terminal of its own for a while, and prints all that the command writes there. Then it ends the
// command by SIGTERM, so that what the command does to leave the terminal comes last. Ends as the command does.
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"

// How long the command may take to end, before it is killed.
#define GRACE_SECONDS 60

// Returns whether there may be more.
static int copy(int terminal)
{
	char text[4096];
	ssize_t length = read(terminal, text, sizeof(text));

	// The last process that had the terminal open is gone.
	if (length <= 0)
		return 0;
	if (write(STDOUT_FILENO, text, length) != length)
		fail("cannot write to", "standard output");
	return 1;
}

// Copies until the end or the deadline. Returns whether it is the end.
static int copy_until(int terminal, int64_t deadline)
{
	struct pollfd ready = { .fd = terminal, .events = POLLIN };

	for (int64_t left; (left = deadline - now_nanos()) > 0;) {
		if (poll(&ready, 1, left / 1000000 + 1) > 0 && !copy(terminal))
			return 1;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct winsize size = { .ws_col = 80, .ws_row = 24 };
	int64_t seconds = 10;
	int option, terminal, status;
	pid_t child;

	while ((option = getopt(argc, argv, "+c:r:d:")) != -1) {
		switch (option) {
		case 'c': size.ws_col = number(optarg); break;
		case 'r': size.ws_row = number(optarg); break;
		case 'd': seconds = number(optarg); break;
		default: usage("terminal [-c COLUMNS] [-r ROWS] [-d SECONDS] COMMAND [ARGUMENT...]");
		}
	}
	if (optind == argc)
		usage("terminal [-c COLUMNS] [-r ROWS] [-d SECONDS] COMMAND [ARGUMENT...]");
	child = forkpty(&terminal, NULL, NULL, &size);
	if (child < 0)
		fail("no terminal for", argv[optind]);
	if (child == 0) {
		execvp(argv[optind], argv + optind);
		fail("cannot run", argv[optind]);
	}
	if (!copy_until(terminal, now_nanos() + seconds * NANOS_PER_SECOND)) {
		kill(child, SIGTERM);
		if (!copy_until(terminal, now_nanos() + GRACE_SECONDS * NANOS_PER_SECOND))
			kill(child, SIGKILL);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
