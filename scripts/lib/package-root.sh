# SPDX-License-Identifier: Apache-2.0
# A root directory to install a package below: a shell, /proc, and the libraries that Java and libbpf
# ask for. Needs common.sh.
# shellcheck shell=bash

# package_root DIRECTORY: makes it.
package_root() {
    local name
    mkdir -p "$1"/{bin,dev,proc,tmp,run,var/lib/dpkg/{info,updates,triggers}}
    # Directories that hold something of others' do not go with the package.
    for name in etc usr/{bin,lib/systemd/system,share/{bash-completion/completions,doc,lintian/overrides,man/man8}} \
        usr/share/zsh/vendor-completions; do
        mkdir -p "$1/$name"
        : >"$1/$name/others"
    done
    mknod -m 666 "$1/dev/null" c 1 3
    mknod -m 666 "$1/dev/urandom" c 1 9
    mount -t proc proc "$1/proc"
    : >"$1/var/lib/dpkg/status"
    cp /bin/busybox "$1/bin/busybox"
    for name in sh sed rm rmdir dirname readlink cat env; do ln -s busybox "$1/bin/$name"; done
    find "$MITOSIS_ROOT/target/mitosis" -type f \( -name '*.so*' -o -path '*/bin/java' \) -exec ldd {} + 2>/dev/null |
        grep -o '/[^ ]*\.so[^ ]*' | grep -v "^$MITOSIS_ROOT/" | sort -u |
        while read -r name; do cp -L --parents "$name" "$1"; done
}

# package_dpkg ROOT ARGUMENT…: dpkg for that root. It has no packages that others could be asked for.
package_dpkg() {
    dpkg --root="$1" --log=/dev/null --force-depends --force-confdef "${@:2}"
}
