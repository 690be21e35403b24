# SPDX-License-Identifier: Apache-2.0
# Runs Maven with the JDK and the libbpf that setup found. Needs common.sh.
# shellcheck shell=bash

# maven ARGUMENT…: from the root of the tree.
maven() {
    local library
    use_jdk
    library=$(find_libbpf) || die "no libbpf >= $MITOSIS_LIBBPF: run scripts/setup"
    # Debian's Maven brings an old library that a new JDK warns of, at every run.
    export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
    # A jar holds the permissions of directories: they must not depend on who builds.
    (umask 022 && cd "$MITOSIS_ROOT" &&
        mvn --batch-mode --no-transfer-progress -Dstyle.color=never -Dmitosis.libbpf="$library" "$@")
}
