# SPDX-License-Identifier: Apache-2.0
# A kernel with sched_ext for the VM, from a Debian suite (MITOSIS_KERNEL_SUITE, default sid): the suite's current one,
# or with SUITE:SERIES, as in trixie-backports:6.16, its newest of that series. Needs debian.sh.
# A release disappears from the archive when the next one comes: it is found through the metapackage and kept.
# shellcheck shell=bash

kernel_suite() { echo "${MITOSIS_KERNEL_SUITE:-sid}"; }

kernel_dir() { echo "$MITOSIS_CACHE/kernel/$(kernel_suite)"; }

# kernel_ensure: fills $CACHE/kernel/SUITE/{vmlinuz,release}. A kernel that is there is used without network.
kernel_ensure() {
    local dir suite series work release package packages=()
    dir=$(kernel_dir)
    [[ -r $dir/release && -r $dir/vmlinuz ]] && return
    suite=$(kernel_suite)
    series=${suite#"${suite%%:*}"}
    series=${series#:}
    suite=${suite%%:*}
    note "fetching the kernel ${series:+$series }of Debian $suite for the VM"
    debian_open "$suite"
    release=$(kernel_release "$series")
    [[ -n $release ]] || die "suite '$suite' has no linux-image of ${series:-its own} for cloud-amd64"
    # Up to 6.18 the image package holds everything; later ones split off the image.
    for package in linux-image linux-binary; do
        if debian_has "$package-$release"; then packages+=("$package-$release"); fi
    done
    mkdir -p "$MITOSIS_CACHE/kernel"
    rm -rf "$MITOSIS_CACHE"/kernel/new.*
    work=$(mktemp -d "$MITOSIS_CACHE/kernel/new.XXXXXX")
    debian_unpack "$work/root" "${packages[@]}"
    kernel_pick "$work" "$release"
    # Not every release's packages can still be had all: its types tell what the configuration would.
    kernel_unpack "$work/vmlinuz" | grep -q sched_ext_ops ||
        die "kernel $release of suite '$suite' is built without CONFIG_SCHED_CLASS_EXT:" \
            "choose another suite with MITOSIS_KERNEL_SUITE"
    echo "$release" >"$work/release"
    rm -r "$work/root"
    rm -rf "$dir"
    mv "$work" "$dir"
    note "kernel $release is ready"
}

# kernel_release SERIES: the newest of that series in the suite opened last, or the one its metapackage names.
kernel_release() {
    if [[ -n $1 ]]; then
        debian_apt apt-cache pkgnames linux-image-"$1" | sed -n "s/^linux-image-\(${1//./\\.}[.~+-].*cloud-amd64\)$/\1/p" |
            sort -V | tail -n 1
    else
        debian_apt apt-cache depends linux-image-cloud-amd64 |
            sed -n 's/^ *Depends: linux-image-\([0-9].*\)$/\1/p' | head -n 1
    fi
}

# kernel_pick DIRECTORY RELEASE: takes the image from /usr/lib/modules (7.1 and later) or /boot.
kernel_pick() {
    local file
    for file in "$1/root/usr/lib/modules/$2/vmlinuz" "$1/root/boot/vmlinuz-$2"; do
        [[ -r $file ]] && { cp "$file" "$1/vmlinuz"; return; }
    done
    die "the packages of kernel $2 hold no vmlinuz"
}

# kernel_unpack VMLINUZ: writes the ELF that is packed in it.
kernel_unpack() {
    local offset
    offset=$(LC_ALL=C grep -obUaP -m 1 '\x28\xb5\x2f\xfd' "$1" | head -n 1 | cut -d : -f 1)
    [[ -n $offset ]] || die "found no zstd payload in $1"
    # What follows the payload is not zstd, and zstd says so: the ELF is whole all the same.
    tail -c "+$((offset + 1))" "$1" | zstd -dcq 2>/dev/null || true
}

# kernel_elf: the uncompressed vmlinux with its BTF, which only developers read. Prints its path.
kernel_elf() {
    local dir
    dir=$(kernel_dir)
    if [[ ! -s $dir/vmlinux ]]; then
        kernel_unpack "$dir/vmlinuz" >"$dir/vmlinux.new"
        mv "$dir/vmlinux.new" "$dir/vmlinux"
    fi
    echo "$dir/vmlinux"
}
