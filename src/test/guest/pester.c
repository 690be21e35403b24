// SPDX-License-Identifier: Apache-2.0
// Does to the server at a Unix socket what no client should, over and over for some seconds, and asks over a connection
// of its own after each misdeed: prints the replies, a line each. Ends with an error if there is none.
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "guest.h"

#define CROWD 200
#define REQUEST "{\"req\":\"stats\"}\n"

static struct sockaddr_un address = { .sun_family = AF_UNIX };
static char long_line[10 * 1000 * 1000];

static int connected(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)))
		fail("cannot connect to", address.sun_path);
	return fd;
}

// What the server does not take any more is left out.
static void send_text(int fd, const char *text, size_t size)
{
	for (ssize_t done = 1; size && done > 0; text += done, size -= done)
		done = write(fd, text, size);
}

static void send_and_leave(const char *text)
{
	int fd = connected();

	send_text(fd, text, strlen(text));
	close(fd);
}

static void send_long_line(void)
{
	int fd = connected();

	send_text(fd, long_line, sizeof(long_line));
	close(fd);
}

static void leave_midway(void)
{
	int fd = connected();
	char start[10];

	for (int i = 0; i < 20; i++)
		send_text(fd, REQUEST, strlen(REQUEST));
	if (read(fd, start, sizeof(start)) < 0)
		fail("cannot read from", address.sun_path);
	close(fd);
}

// They ask for half of something, and are silent then.
static void come_in_a_crowd(void)
{
	int crowd[CROWD];

	for (int i = 0; i < CROWD; i++) {
		crowd[i] = connected();
		send_text(crowd[i], "{\"req\"", 6);
	}
	for (int i = 0; i < CROWD; i++)
		close(crowd[i]);
}

static int ask_and_never_read(void)
{
	int fd = connected();

	fcntl(fd, F_SETFL, O_NONBLOCK);
	for (int i = 0; i < 10000; i++)
		send_text(fd, REQUEST, strlen(REQUEST));
	return fd;
}

static void ask(FILE *replies)
{
	static char *line;
	static size_t size;

	if (dprintf(fileno(replies), REQUEST) < 0 || getline(&line, &size, replies) < 0)
		fail("no reply from", address.sun_path);
	fputs(line, stdout);
}

int main(int argc, char **argv)
{
	FILE *replies;
	int64_t end;

	if (argc != 3)
		usage("pester SOCKET SECONDS");
	signal(SIGPIPE, SIG_IGN);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", argv[1]);
	memset(long_line, 'x', sizeof(long_line));
	replies = fdopen(connected(), "r");
	end = now_nanos() + number(argv[2]) * NANOS_PER_SECOND;
	while (now_nanos() < end) {
		int silent = ask_and_never_read();

		ask(replies);
		send_and_leave("}garbage\n}garbage\n{\"req\":1}\n[[[[\n");
		ask(replies);
		send_and_leave("{\"req\":\"\xc3\x28\"}\n");
		ask(replies);
		send_and_leave("{\"req\"");
		ask(replies);
		send_long_line();
		ask(replies);
		leave_midway();
		ask(replies);
		come_in_a_crowd();
		ask(replies);
		close(silent);
	}
	return 0;
}
