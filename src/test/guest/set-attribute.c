// SPDX-License-Identifier: Apache-2.0
// Sets an extended attribute of a file, or removes it if no value is given.
#include <sys/xattr.h>

#include "guest.h"

int main(int argc, char **argv)
{
	if (argc != 3 && argc != 4)
		usage("set-attribute FILE NAME [VALUE]");
	if (argc == 4 ? setxattr(argv[1], argv[2], argv[3], strlen(argv[3]), 0) : removexattr(argv[1], argv[2]))
		fail("cannot change the attributes of", argv[1]);
	return 0;
}
