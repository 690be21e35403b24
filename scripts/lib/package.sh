# SPDX-License-Identifier: Apache-2.0
# What goes into the packages, and where. Needs common.sh.
# shellcheck shell=bash disable=SC2034

readonly DISTRIBUTION=$MITOSIS_ROOT/target/mitosis
readonly PACKAGING=$MITOSIS_ROOT/src/main/dist

# package_facts: sets package_version and package_name, and SOURCE_DATE_EPOCH unless it is given. What was built says
# which version and commit it is: the tree may have moved on.
package_facts() {
    local said commit
    said=$("$DISTRIBUTION/bin/mitosis" --version)
    package_version=$(cut -d ' ' -f 2 <<<"$said")
    commit=${said#*(build } commit=${commit%%,*}
    if [[ -z ${SOURCE_DATE_EPOCH:-} ]]; then
        SOURCE_DATE_EPOCH=$(git -C "$MITOSIS_ROOT" log -1 --format=%ct "${commit%%[!0-9a-f]*}" 2>/dev/null) ||
            die "the commit of what is built ($commit) is not here to give a date: build anew or set SOURCE_DATE_EPOCH"
    fi
    export SOURCE_DATE_EPOCH
    # shellcheck disable=SC2154
    if [[ $release == no ]]; then
        package_version+="~git$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y%m%d%H%M%S).${commit//[!0-9a-zA-Z]/.}"
    fi
    package_name=mitosis-$package_version-linux-$(uname -m)
}

# The names of Debian.
package_architecture() {
    case $(uname -m) in
        x86_64) echo amd64 ;;
        aarch64) echo arm64 ;;
        *) uname -m ;;
    esac
}

# package_stage_tarball DIRECTORY: what runs wherever it is unpacked.
package_stage_tarball() {
    package_stage_program "$1"
    install -D -m 644 "$PACKAGING/systemd/mitosis.service" "$1/share/doc/mitosis/mitosis.service"
    install -D -m 644 "$PACKAGING/etc/mitosis.yaml" "$1/share/doc/mitosis/mitosis.yaml"
    install -m 644 "$MITOSIS_ROOT/LICENSE" "$1/LICENSE"
    package_stage_shared "$1/share"
}

# package_stage_debian DIRECTORY: the tree that dpkg-deb packs. The cache of classes is made by postinst.
package_stage_debian() {
    local root=$1 home=$1/usr/lib/mitosis script
    package_stage_program "$home"
    mkdir -p "$root/usr/bin" "$root/DEBIAN"
    ln -s ../lib/mitosis/bin/mitosis "$root/usr/bin/mitosis"
    # shellcheck disable=SC2154
    if [[ $libbpf == system ]]; then
        ln -sf "../../$(uname -m)-linux-gnu/libbpf.so.1" "$home/lib/libbpf.so.1"
    fi
    install -D -m 644 "$PACKAGING/systemd/mitosis.service" "$root/usr/lib/systemd/system/mitosis.service"
    install -D -m 644 "$PACKAGING/etc/mitosis.yaml" "$root/etc/mitosis/mitosis.yaml"
    install -D -m 644 "$PACKAGING/debian/lintian-overrides" "$root/usr/share/lintian/overrides/mitosis"
    package_stage_shared "$root/usr/share"
    mv "$home/runtime/legal" "$root/usr/share/doc/mitosis/java"
    package_changelog | gzip -9n >"$root/usr/share/doc/mitosis/changelog.gz"
    for script in postinst prerm postrm; do
        install -m 755 "$PACKAGING/debian/$script" "$root/DEBIAN/$script"
    done
    echo /etc/mitosis/mitosis.yaml >"$root/DEBIAN/conffiles"
    (cd "$root" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$root/DEBIAN/md5sums"
    package_control "$root" >"$root/DEBIAN/control"
}

package_stage_program() {
    mkdir -p "$1"
    cp -a "$DISTRIBUTION"/{bin,lib,runtime} "$1/"
    rm -f "$1/lib/mitosis.aot"
}

# package_stage_shared SHARE: manual, completion, licences, dashboard and alerts, which are the same in both packages.
package_stage_shared() {
    mkdir -p "$1"/{man/man8,bash-completion/completions,zsh/vendor-completions,doc/mitosis}
    package_manual | gzip -9n >"$1/man/man8/mitosis.8.gz"
    "$DISTRIBUTION/bin/mitosis" generate-completion | sed '1{/^#!/d}' >"$1/bash-completion/completions/mitosis"
    cp "$PACKAGING/completion/_mitosis" "$1/zsh/vendor-completions/_mitosis"
    cp -r "$PACKAGING/observability" "$1/doc/mitosis/"
    package_copyright >"$1/doc/mitosis/copyright"
}

# The options in the manual page are those that the program itself lists.
package_manual() {
    local command options
    options=$("$DISTRIBUTION/bin/mitosis" --help | awk -f "$MITOSIS_ROOT/scripts/lib/manual.awk")
    for command in $("$DISTRIBUTION/bin/mitosis" --help | sed -n '/^Commands:$/,/^$/s/^  \([a-z][a-z-]*\) .*/\1/p'); do
        options+=$'\n'".SH MITOSIS ${command^^}"$'\n'
        options+=$("$DISTRIBUTION/bin/mitosis" "$command" --help | sed -n 1p)$'\n'
        options+=$("$DISTRIBUTION/bin/mitosis" "$command" --help | awk -f "$MITOSIS_ROOT/scripts/lib/manual.awk")
    done
    sed "s/@DATE@/$(date -u -d "@$SOURCE_DATE_EPOCH" +%F)/; s/@VERSION@/$package_version/
        /^@OPTIONS@\$/ { r /dev/stdin
            d
        }" "$PACKAGING/man/mitosis.8" <<<"$options"
}

package_copyright() {
    property() { sed -n "s/^$1=\"\(.*\)\"/\1/p" "$DISTRIBUTION/runtime.stamp"; }
    sed "/^#/d; s|@JAVA@|$(property JAVA_RUNTIME_VERSION)|; s|@JAVA_BUILDER@|$(property IMPLEMENTOR)|
        s|@JAVA_SOURCE@|$(property SOURCE_REPO) $(property SOURCE)|" "$PACKAGING/debian/copyright"
}

package_changelog() {
    printf 'mitosis (%s) unstable; urgency=medium\n\n  * The history of the sources says what changed.\n\n -- %s  %s\n' \
        "$package_version" "$(package_maintainer)" "$(date -u -R -d "@$SOURCE_DATE_EPOCH")"
}

# The default address is one that can be nobody's (RFC 2606): who publishes a package gives their own.
package_maintainer() { echo "${MITOSIS_MAINTAINER:-mitosis maintainers <maintainers@mitosis.example>}"; }

# package_control ROOT. The least C library is the newest symbol's that anything in there asks for; the size is counted
# as dpkg does, independent of the file system.
package_control() {
    local libc size
    libc=$(find "$1/usr" -type f \( -name '*.so*' -o -path '*/bin/*' \) -exec grep -aoh 'GLIBC_2\.[0-9]*' {} + |
        sort -Vu | tail -n 1)
    size=$(find "$1" -mindepth 1 -path "$1/DEBIAN" -prune -o -type f -printf '%s\n' -o -printf '1\n' |
        awk '{ sum += int(($1 + 1023) / 1024) } END { print sum }')
    sed "/^#/d; s/@VERSION@/$package_version/; s/@ARCHITECTURE@/$(package_architecture)/; s/@SIZE@/$size/
        s/@MAINTAINER@/$(package_maintainer)/; s/@LIBC@/${libc#GLIBC_}/
        s/@LIBBPF@/$([[ $libbpf == bundled ]] || echo ", libbpf1 (>= 1:$MITOSIS_LIBBPF)")/" "$PACKAGING/debian/control"
}

# package_seal DIRECTORY: permissions and times that depend on nothing but the commit.
package_seal() {
    chmod -R u=rwX,go=rX "$1"
    find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}
