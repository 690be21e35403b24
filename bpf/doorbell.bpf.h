/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Waking the daemon, which then looks for itself what is new.
 */
#ifndef MITOSIS_DOORBELL_BPF_H
#define MITOSIS_DOORBELL_BPF_H

#include "types.bpf.h"

/* What the record says does not matter: it wakes the daemon. */
static __always_inline void ring(void)
{
	u32 nothing = 0;

	bpf_ringbuf_output(&doorbell, &nothing, sizeof(nothing), 0);
}

#endif
