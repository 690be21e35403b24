// SPDX-License-Identifier: Apache-2.0
// Sets an extended attribute of a file, or removes it if no value is given; as another user if one is given.
#include <sys/xattr.h>
#include <unistd.h>

#include "guest.h"

int main(int argc, char **argv)
{
	if (argc > 2 && !strcmp(argv[1], "-u")) {
		if (setuid(number(argv[2])))
			fail("cannot become user", argv[2]);
		argc -= 2;
		argv += 2;
	}
	if (argc != 3 && argc != 4)
		usage("set-attribute [-u UID] FILE NAME [VALUE]");
	if (argc == 4 ? setxattr(argv[1], argv[2], argv[3], strlen(argv[3]), 0) : removexattr(argv[1], argv[2]))
		fail("cannot change the attributes of", argv[1]);
	return 0;
}
