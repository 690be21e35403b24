// SPDX-License-Identifier: Apache-2.0
// What the guest's test programs share: time, numbers, errors.
#pragma once

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define NANOS_PER_SECOND 1000000000LL
#define NANOS_PER_MICRO 1000LL

static _Noreturn inline void fail(const char *what, const char *object)
{
	fprintf(stderr, "%s %s: %s\n", what, object, strerror(errno));
	exit(1);
}

static inline int64_t nanos_of(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * NANOS_PER_SECOND + now.tv_nsec;
}

static inline int64_t now_nanos(void)
{
	return nanos_of(CLOCK_MONOTONIC);
}

static inline long number(const char *text)
{
	char *end;
	long value = strtol(text, &end, 10);

	if (end == text || *end) {
		fprintf(stderr, "not a number: %s\n", text);
		exit(2);
	}
	return value;
}

static _Noreturn inline void usage(const char *text)
{
	fprintf(stderr, "usage: %s\n", text);
	exit(2);
}
