/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* Types of fixed width, by the kernel's names. */
#ifndef SCX_TYPES_H
#define SCX_TYPES_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef signed int s32;
typedef signed long long s64;

#endif
