// SPDX-License-Identifier: Apache-2.0
// Joining a cgroup.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include "guest.h"

static inline void join_cgroup(const char *directory)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/cgroup.procs", directory);
	fd = open(path, O_WRONLY);
	if (fd < 0 || write(fd, "0", 1) != 1)
		fail("cannot join", path);
	close(fd);
}
