#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs a guest part of scripts/bench in a VM whose time counts instructions, so that one run is like the next however
# busy the host is. Wants a distribution that is built.
#   bench-vm.sh events|periodic|throughput [-c CPUS] [-s SECONDS] [-t TOPOLOGY] [OPTION… of the daemon]
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "$0")/common.sh"

group=$1
shift
seconds=6 vm=(--icount)
while getopts c:s:t: option; do
    case $option in
        c) vm+=(--cpus "$OPTARG") ;;
        s) seconds=$OPTARG ;;
        t) vm+=(--topology "$OPTARG") ;;
        *) die "usage: ${0##*/} GROUP [-c CPUS] [-s SECONDS] [-t TOPOLOGY] [-- OPTION… of the daemon]" ;;
    esac
done
shift $((OPTIND - 1))
# A CPU that stops its tick sets a timer when it wakes up, and with that ends its turn in the emulator: what would be
# measured is how long another CPU's turn is, a quarter of the time to the next timer.
[[ $group != periodic ]] || vm+=(--append nohz=off)
"$MITOSIS_ROOT/scripts/vm" "${vm[@]}" --time-limit 1800 -- \
    sh -c "$(cat "$MITOSIS_ROOT/scripts/lib/bench-guest" "$MITOSIS_ROOT/scripts/lib/bench-$group-guest")" \
    "$group" "$seconds" "$@"
