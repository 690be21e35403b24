// SPDX-License-Identifier: Apache-2.0
// Stands in for a service manager: runs a command with NOTIFY_SOCKET set and prints what the command tells there, a
// datagram a line, its lines apart by spaces. Signals that a service manager sends are passed on. Ends as the command does.
#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"

static pid_t child;

static void pass_on(int signal)
{
	kill(child, signal);
}

// It only has to interrupt the wait.
static void on_child(int signal)
{
	(void)signal;
}

static pid_t start(char **command)
{
	pid_t pid = fork();

	if (pid == 0) {
		execvp(command[0], command);
		fail("cannot run", command[0]);
	}
	return pid;
}

static int bound_socket(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int notify = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

	strncpy(address.sun_path, path, sizeof(address.sun_path) - 1);
	if (path[0] == '@')
		address.sun_path[0] = 0;
	if (bind(notify, (struct sockaddr *)&address, offsetof(struct sockaddr_un, sun_path) + strlen(path)))
		fail("cannot bind", path);
	return notify;
}

static void print_messages(int notify)
{
	char message[4096];
	ssize_t length;

	while ((length = recv(notify, message, sizeof(message) - 1, MSG_DONTWAIT)) >= 0) {
		message[length] = 0;
		for (char *end = message; (end = strchr(end, '\n'));)
			*end = ' ';
		puts(message);
	}
	fflush(stdout);
}

int main(int argc, char **argv)
{
	struct pollfd notify = { .events = POLLIN };
	sigset_t caught, before;
	int status;

	if (argc < 3)
		usage("notified SOCKET COMMAND [ARGUMENT...], SOCKET a path, or @ and a name");
	notify.fd = bound_socket(argv[1]);
	setenv("NOTIFY_SOCKET", argv[1], 1);
	child = start(argv + 2);
	signal(SIGCHLD, on_child);
	signal(SIGTERM, pass_on);
	signal(SIGHUP, pass_on);
	// Caught while it waits and only then.
	sigemptyset(&caught);
	sigaddset(&caught, SIGCHLD);
	sigprocmask(SIG_BLOCK, &caught, &before);
	while (waitpid(child, &status, WNOHANG) == 0) {
		ppoll(&notify, 1, NULL, &before);
		print_messages(notify.fd);
	}
	print_messages(notify.fd);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
