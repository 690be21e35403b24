#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Puts the distribution together: dist.sh JAVA_HOME BUILD_DIRECTORY JAR [LIBBPF]. Called by the Maven build.
# Makes BUILD_DIRECTORY/mitosis: bin/ (the launcher), lib/ (jars, libbpf, the cache of loaded classes), runtime/ (Java),
# observability/ (a dashboard and alerts).
set -euo pipefail
# shellcheck source=scripts/lib/common.sh
. "$(dirname "$0")/common.sh"

java_home=$1 build=$2 jar=$3
libbpf=${4:-$(find_libbpf)} || die "no libbpf >= $MITOSIS_LIBBPF: run scripts/setup"
dist=$build/mitosis

# What the program and its libraries use of the platform, and nothing else: jdk.unsupported has sun.misc.Signal.
readonly MODULES=java.base,jdk.httpserver,jdk.jfr,jdk.unsupported

# The image depends on the JDK alone, and takes seconds to make: it is made again only for another JDK.
make_runtime() {
    local stamp
    stamp="$MODULES $(cat "$java_home/release")"
    [[ ! -r $dist/runtime.stamp || $(cat "$dist/runtime.stamp") != "$stamp" ]] || return 0
    rm -rf "${dist:?}/runtime"
    "$java_home/bin/jlink" --add-modules "$MODULES" --output "$dist/runtime" \
        --strip-debug --no-header-files --no-man-pages --compress=zip-0
    echo "$stamp" >"$dist/runtime.stamp"
}

# The class path is written out, the same jars in the same order: the cache of loaded classes belongs to one class path.
install_program() {
    local library class_path="\$lib/mitosis.jar"
    rm -rf "${dist:?}/bin" "${dist:?}/lib"
    mkdir -p "$dist/bin" "$dist/lib"
    cp "$build/$jar" "$dist/lib/mitosis.jar"
    for library in "$build"/libraries/*.jar; do
        "$java_home/bin/java" "$MITOSIS_ROOT/scripts/lib/ModernizeJar.java" "$library" "$dist/lib/${library##*/}"
        class_path+=":\$lib/${library##*/}"
    done
    cp -L "$libbpf" "$dist/lib/libbpf.so.1"
    cp "$MITOSIS_ROOT/src/main/dist/lib"/* "$dist/lib/"
    sed "s|@CLASS_PATH@|$class_path|" "$MITOSIS_ROOT/src/main/dist/bin/mitosis" >"$dist/bin/mitosis"
    chmod 755 "$dist/bin/mitosis"
    rm -rf "${dist:?}/observability"
    cp -r "$MITOSIS_ROOT/src/main/dist/observability" "$dist/"
}

mkdir -p "$dist"
make_runtime
install_program
"$dist/lib/make-aot-cache" >"$build/aot-training.log" 2>&1 ||
    die "the training run made no cache of classes: see $build/aot-training.log"
