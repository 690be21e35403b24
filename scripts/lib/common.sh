# SPDX-License-Identifier: Apache-2.0
# What every script shares: where things are, how to stop with one clear line, and the JDK. Sourced by bash.
# shellcheck shell=bash

MITOSIS_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# Downloads and prepared files live outside the tree, so that a fresh clone is ready in a second.
MITOSIS_CACHE=${MITOSIS_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/mitosis}
export MITOSIS_ROOT MITOSIS_CACHE
readonly MITOSIS_JAVA=25 MITOSIS_CLANG=16 MITOSIS_LIBBPF=1.4
# Before 8.1 a vCPU could go on running kernel text that another one had patched: attaching and detaching a scheduler
# (static keys) then ended in "Oops: int3" now and again.
export MITOSIS_QEMU=8.1

note() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
    note "$*"
    exit 1
}

# header: prints the comment at the head of the script that runs, where that is its usage.
header() { sed -n '3,/^[^#]/ s/^# \{0,1\}//p' "$0"; }

# has_value MEANING OPTION [VALUE]…: ends the script with one clear line if no value follows the option.
has_value() { [[ ${3:-} && $3 != -* ]] || die "$2 needs $1"; }

have() { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND…: installing packages is the only thing that needs it.
as_root() {
    if [[ $EUID -eq 0 ]]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        die "need root for: $*  (run as root or install sudo)"
    fi
}

# apt_install OPTION… PACKAGE…: what it prints matters only when it fails.
apt_install() {
    local log=$MITOSIS_CACHE/apt.log
    if ! as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends -o Dpkg::Use-Pty=0 "$@" >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        die "apt could not install: $*"
    fi
}

# at_least VERSION MINIMUM, compared as versions.
at_least() { [[ $(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

# one_at_a_time NAME: scripts may run side by side; what fills the cache must not. Held until next_may_go or the end.
one_at_a_time() {
    mkdir -p "$MITOSIS_CACHE"
    exec {lock_fd}>"$MITOSIS_CACHE/$1.lock"
    flock "$lock_fd"
}

next_may_go() { exec {lock_fd}>&-; }

# JDK -----------------------------------------------------------------------------------------------------------------

# Major version of the JDK in directory $1, or 0 if there is none (a bare JRE has no javac).
jdk_major() {
    local line
    [[ -x $1/bin/javac && -r $1/release ]] || { echo 0; return; }
    line=$(grep -m 1 '^JAVA_VERSION=' "$1/release" || true)
    line=${line#JAVA_VERSION=\"}
    line=${line%%[!0-9]*}
    echo "${line:-0}"
}

# find_jdk: the first JDK that is new enough; prints its directory. With none, prints nothing and fails.
find_jdk() {
    local dir
    for dir in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/* /opt/java/*; do
        [[ -n $dir && $(jdk_major "$dir") -ge $MITOSIS_JAVA ]] && { echo "${dir%/}"; return 0; }
    done
    return 1
}

# use_jdk: exports JAVA_HOME for Maven and puts its tools first on the PATH.
use_jdk() {
    local found
    if ! JAVA_HOME=$(find_jdk); then
        found=$(java -version 2>&1 | head -n 1 || true)
        die "needs a JDK $MITOSIS_JAVA or later (found: ${found:-none}): install one, for example" \
            "openjdk-$MITOSIS_JAVA-jdk-headless, under /usr/lib/jvm or /opt, or set JAVA_HOME"
    fi
    export JAVA_HOME PATH="$JAVA_HOME/bin:$PATH"
}

# Compiler and libbpf -------------------------------------------------------------------------------------------------

clang_major() { "$1" -dumpversion 2>/dev/null | cut -d . -f 1; }

# find_clang: prints the newest clang that can compile the BPF object; fails with none.
find_clang() {
    local name major
    for name in ${CLANG:-} clang clang-{22,21,20,19,18,17,16}; do
        major=$(clang_major "$name") || continue
        [[ ${major:-0} -ge $MITOSIS_CLANG ]] && { command -v "$name"; return 0; }
    done
    return 1
}

# release_codename: of this machine's distribution, e.g. bookworm.
release_codename() {
    # shellcheck disable=SC1091
    . /etc/os-release && echo "${VERSION_CODENAME:-}"
}

# The system's own libbpf.so.1 as a versioned file (libbpf.so.1.4.6), or nothing.
system_libbpf() {
    local path
    path=$(ldconfig_list | awk '$1 == "libbpf.so.1" && /x86-64/ { print $NF; exit }')
    [[ -z $path ]] || readlink -f "$path"
}

ldconfig_list() { PATH=$PATH:/usr/sbin:/sbin ldconfig -p; }

# find_libbpf: the library to ship and to test with: the system's if new enough, else the one that setup unpacked.
find_libbpf() {
    local system version
    system=$(system_libbpf)
    version=${system##*libbpf.so.}
    if [[ -n $system ]] && at_least "$version" "$MITOSIS_LIBBPF"; then
        echo "$system"
    elif [[ -r $MITOSIS_CACHE/libbpf/libbpf.so.1 ]]; then
        echo "$MITOSIS_CACHE/libbpf/libbpf.so.1"
    else
        return 1
    fi
}
