# SPDX-License-Identifier: Apache-2.0
# A kernel with sched_ext for the VM, from a Debian suite (MITOSIS_KERNEL_SUITE, default sid). Needs debian.sh.
# A release disappears from the archive when the next one comes: it is found through the metapackage and kept.
# shellcheck shell=bash

kernel_suite() { echo "${MITOSIS_KERNEL_SUITE:-sid}"; }

kernel_dir() { echo "$MITOSIS_CACHE/kernel/$(kernel_suite)"; }

# kernel_ensure: fills $CACHE/kernel/SUITE/{vmlinuz,config,release}. A kernel that is there is used without network.
kernel_ensure() {
    local dir suite work release package packages=()
    dir=$(kernel_dir)
    [[ -r $dir/release && -r $dir/vmlinuz && -r $dir/config ]] && return
    suite=$(kernel_suite)
    note "fetching the kernel of Debian $suite for the VM"
    debian_open "$suite"
    release=$(debian_apt apt-cache depends linux-image-cloud-amd64 |
        sed -n 's/^ *Depends: linux-image-\([0-9].*\)$/\1/p' | head -n 1)
    [[ -n $release ]] || die "suite '$suite' has no linux-image-cloud-amd64"
    # Up to 7.0 the image package holds everything; later ones split off the image and the config.
    for package in linux-image linux-binary linux-base; do
        if debian_has "$package-$release"; then packages+=("$package-$release"); fi
    done
    mkdir -p "$MITOSIS_CACHE/kernel"
    rm -rf "$MITOSIS_CACHE"/kernel/new.*
    work=$(mktemp -d "$MITOSIS_CACHE/kernel/new.XXXXXX")
    debian_unpack "$work/root" "${packages[@]}"
    kernel_pick "$work" "$release" vmlinuz
    kernel_pick "$work" "$release" config
    grep -q '^CONFIG_SCHED_CLASS_EXT=y' "$work/config" ||
        die "kernel $release of suite '$suite' is built without CONFIG_SCHED_CLASS_EXT:" \
            "choose another suite with MITOSIS_KERNEL_SUITE"
    echo "$release" >"$work/release"
    rm -r "$work/root"
    rm -rf "$dir"
    mv "$work" "$dir"
    note "kernel $release is ready"
}

# kernel_pick DIRECTORY RELEASE FILE: from /usr/lib/modules (7.1 and later) or /boot.
kernel_pick() {
    local file
    for file in "$1/root/usr/lib/modules/$2/$3" "$1/root/boot/$3-$2"; do
        [[ -r $file ]] && { cp "$file" "$1/$3"; return; }
    done
    die "the packages of kernel $2 hold no $3"
}

# kernel_elf: the uncompressed vmlinux with its BTF, which only developers read. Prints its path.
kernel_elf() {
    local dir offset
    dir=$(kernel_dir)
    if [[ ! -s $dir/vmlinux ]]; then
        offset=$(LC_ALL=C grep -obUaP -m 1 '\x28\xb5\x2f\xfd' "$dir/vmlinuz" | head -n 1 | cut -d : -f 1)
        [[ -n $offset ]] || die "found no zstd payload in $dir/vmlinuz"
        # What follows the payload is not zstd, and zstd says so: the ELF is whole all the same.
        tail -c "+$((offset + 1))" "$dir/vmlinuz" | zstd -dcq >"$dir/vmlinux.new" 2>/dev/null || true
        mv "$dir/vmlinux.new" "$dir/vmlinux"
    fi
    echo "$dir/vmlinux"
}
