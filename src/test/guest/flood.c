// SPDX-License-Identifier: Apache-2.0
// Clients that ask a server without a pause, each in a process of its own, for some seconds: at a Unix socket line by
// line over one connection, or for a page of a local HTTP server. Says "ready" first and the number of answers last.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "crew.h"

#define LINE "{\"req\":\"stats\"}\n"
#define PAGE "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

static atomic_long *answers;

static int connected(int family, const void *address, socklen_t size)
{
	int fd = socket(family, SOCK_STREAM, 0);

	if (fd < 0 || connect(fd, address, size))
		fail("cannot connect to", "the server");
	return fd;
}

static void ask(int fd, const char *question)
{
	if (write(fd, question, strlen(question)) < 0)
		fail("cannot ask", "the server");
}

static void ask_for_lines(void *of)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	char *line = NULL;
	size_t size = 0;
	FILE *replies;
	int fd;

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", (const char *)of);
	fd = connected(AF_UNIX, &address, sizeof(address));
	replies = fdopen(fd, "r");
	for (ask(fd, LINE); getline(&line, &size, replies) >= 0; ask(fd, LINE))
		atomic_fetch_add(answers, 1);
}

static void ask_for_pages(void *of)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(*(long *)of) };
	char buffer[65536];

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	for (;;) {
		int fd = connected(AF_INET, &address, sizeof(address));

		ask(fd, PAGE);
		while (read(fd, buffer, sizeof(buffer)) > 0)
			;
		close(fd);
		atomic_fetch_add(answers, 1);
	}
}

int main(int argc, char **argv)
{
	long clients = 1, seconds = 10, port = 0;
	char *path = NULL;
	pid_t *crew;
	int option;

	while ((option = getopt(argc, argv, "p:d:s:t:")) != -1) {
		switch (option) {
		case 'p': clients = number(optarg); break;
		case 'd': seconds = number(optarg); break;
		case 's': path = optarg; break;
		case 't': port = number(optarg); break;
		default: usage("flood [-p CLIENTS] [-d SECONDS] -s SOCKET | -t PORT");
		}
	}
	if (!path == !port)
		usage("flood asks at a SOCKET or at a PORT");
	answers = shared_memory(sizeof(*answers));
	crew = calloc(clients, sizeof(*crew));
	for (long i = 0; i < clients; i++)
		crew[i] = path ? hire(ask_for_lines, path) : hire(ask_for_pages, &port);
	puts("ready");
	fflush(stdout);
	sleep(seconds);
	dismiss(crew, clients);
	printf("answers=%ld\n", atomic_load(answers));
	return 0;
}
