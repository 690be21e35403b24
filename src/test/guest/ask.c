// SPDX-License-Identifier: Apache-2.0
// Asks at a Unix socket: sends a line and prints the line that comes back, a number of times over one connection. After
// each it prints the CPU time that cgroups have used, and when: "usage CGROUP MICROSECONDS NANOSECONDS".
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "guest.h"

static FILE *connected(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	if (fd < 0 || connect(fd, (struct sockaddr *)&address, sizeof(address)))
		fail("cannot connect to", path);
	return fdopen(fd, "r");
}

static void print_usage(const char *cgroup)
{
	char path[4096];
	long long micros;
	FILE *file;

	snprintf(path, sizeof(path), "%s/cpu.stat", cgroup);
	file = fopen(path, "r");
	if (!file || fscanf(file, "usage_usec %lld", &micros) != 1)
		fail("cannot read", path);
	fclose(file);
	printf("usage %s %lld %lld\n", cgroup, micros, (long long)now_nanos());
}

int main(int argc, char **argv)
{
	struct timespec pause = {};
	char *line = NULL;
	size_t size = 0;
	FILE *replies;
	long rounds;

	if (argc < 5)
		usage("ask SOCKET ROUNDS MILLISECONDS LINE [CGROUP]...");
	rounds = number(argv[2]);
	pause.tv_sec = number(argv[3]) / 1000;
	pause.tv_nsec = number(argv[3]) % 1000 * 1000000;
	replies = connected(argv[1]);
	for (long i = 0; i < rounds; i++) {
		if (i)
			nanosleep(&pause, NULL);
		if (dprintf(fileno(replies), "%s\n", argv[4]) < 0 ||
		    getline(&line, &size, replies) < 0)
			fail("no reply from", argv[1]);
		fputs(line, stdout);
		for (int cgroup = 5; cgroup < argc; cgroup++)
			print_usage(argv[cgroup]);
	}
	return 0;
}
