#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# How long it takes from mkdir of a cgroup until its cell is in force, in a VM: with the machine idle, and with four busy
# loops in the root cell. Wants a host that is idle, and a distribution that is built.
#   bench-latency.sh [-n ROUNDS] [-c CPUS] [OPTION… of the daemon]
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "$0")/common.sh"

rounds=200 cpus=4
while getopts n:c: option; do
    case $option in
        n) rounds=$OPTARG ;;
        c) cpus=$OPTARG ;;
        *) die "usage: ${0##*/} [-n ROUNDS] [-c CPUS] [-- OPTION… of the daemon]" ;;
    esac
done
shift $((OPTIND - 1))

# host_seconds: CPU time that all of the host's processes have used so far.
host_seconds() { awk -v hertz="$(getconf CLK_TCK)" '/^cpu / { print ($2 + $3 + $4 + $7 + $8) / hertz }' /proc/stat; }

times=$(mktemp)
trap 'rm -f "$times"' EXIT
before=$(host_seconds)
"$MITOSIS_ROOT/scripts/vm" --cpus "$cpus" -- \
    sh -c "$(cat "$MITOSIS_ROOT/scripts/lib/bench-latency-guest")" latency "$rounds" "$@"
# The second line is what children have used that have been waited for: scripts/vm and QEMU.
times >"$times"
awk -v host="$(host_seconds)" -v before="$before" '
    NR == 2 {
        for (i = 1; i <= 2; i++) { split($i, part, /[ms]/); own += 60 * part[1] + part[2] }
        printf "CPU time used: %.0f s by the VM, %.0f s by the whole host meanwhile\n", own, host - before
    }' "$times"
