# SPDX-License-Identifier: Apache-2.0
# The guest's root file system: cpio archives that the kernel unpacks one after the other. Needs common.sh.
#   base     busybox, stress-ng, the C library and what else the binaries ask for
#   runtime  the distribution's Java runtime: large, and the same from build to build
#   product  the rest of the distribution and the guest's test programs: small, new after each build
# Each is kept under the hash of what went in, so that after a build only the small one is made anew.
# shellcheck shell=bash

readonly GUEST_DISTRIBUTION=$MITOSIS_ROOT/target/mitosis
readonly GUEST_SOURCES=$MITOSIS_ROOT/src/test/guest
readonly GUEST_CACHE=$MITOSIS_CACHE/guest

# guest_image FILE: writes the whole image.
guest_image() {
    local programs segments=()
    one_at_a_time guest
    mkdir -p "$GUEST_CACHE"
    find "$GUEST_CACHE" -mindepth 1 -maxdepth 1 -mtime +1 -exec rm -rf {} +
    programs=$(guest_programs)
    segments=("$(guest_base)")
    if [[ -d $GUEST_DISTRIBUTION/runtime ]]; then segments+=("$(guest_runtime)"); fi
    segments+=("$(guest_product "$programs")")
    cat "${segments[@]}" >"$1"
    next_may_go
}

# guest_segment NAME KEY FUNCTION ARGUMENT…: prints the archive's path; FUNCTION fills the directory it is given.
guest_segment() {
    local file stage
    file=$GUEST_CACHE/$1-$(sha256sum <<<"$2" | cut -c 1-16).cpio
    if [[ -s $file ]]; then
        touch "$file"
    else
        stage=$(mktemp -d "$GUEST_CACHE/stage.XXXXXX")
        "${@:3}" "$stage"
        guest_pack "$stage" >"$file.new"
        mv "$file.new" "$file"
        rm -r "$stage"
    fi
    echo "$file"
}

# Not compressed: unpacking zstd costs an emulated CPU 0.8 s a boot, reading 60 MB more costs the host nothing.
guest_pack() {
    (cd "$1" && find . -print0 | LC_ALL=C sort -z | cpio --null --create --format newc --owner 0:0 --quiet)
}

# Size and time of every file below: as good as the content, and quick.
guest_fingerprint() { find -L "$@" -type f -printf '%p %s %T@\n' 2>/dev/null | LC_ALL=C sort; }

# Test programs: one static binary a C file. Prints the directory.
guest_programs() {
    local source directory
    directory=$GUEST_CACHE/programs-$(cat "$GUEST_SOURCES"/*.[ch] 2>/dev/null | sha256sum | cut -c 1-16)
    if [[ ! -d $directory ]]; then
        mkdir -p "$directory.new"
        for source in "$GUEST_SOURCES"/*.c; do
            gcc -std=gnu17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror -static -pthread "$source" \
                -o "$directory.new/$(basename "$source" .c)" || die "cannot compile $source"
        done
        mv "$directory.new" "$directory"
    fi
    touch "$directory"
    echo "$directory"
}

# Everything dynamic that runs in the guest, for the search for libraries.
guest_binaries() {
    command -v stress-ng
    find_libbpf
    if [[ -x $MITOSIS_CACHE/bpftool/bpftool ]]; then echo "$MITOSIS_CACHE/bpftool/bpftool"; fi
    if [[ -d $GUEST_DISTRIBUTION/runtime ]]; then
        find "$GUEST_DISTRIBUTION/runtime" -type f \( -name '*.so' -o -path '*/bin/java' \)
    fi
}

guest_libraries() {
    guest_binaries | xargs -n 1 ldd 2>/dev/null | grep -o '/[^ ]*\.so[^ ]*' | grep -v "^$GUEST_DISTRIBUTION/" | sort -u
}

guest_base() {
    local key
    # The linker's cache changes when libraries are installed or updated.
    key=$(guest_fingerprint "$(command -v stress-ng)" /bin/busybox "$MITOSIS_CACHE/bpftool" \
        "$GUEST_DISTRIBUTION/runtime/release" /etc/ld.so.cache)
    key+=$(cat "$MITOSIS_ROOT/scripts/lib/guest.sh" "$MITOSIS_ROOT/scripts/lib/guest-init")
    guest_segment base "$key" guest_fill_base
}

guest_fill_base() {
    local root=$1 name
    mkdir -p "$root"/{bin,usr/bin,usr/local/bin,sbin,etc,proc,sys,dev,tmp,run,root,mnt}
    ln -s /run "$root/var"
    cp /bin/busybox "$root/bin/busybox"
    while read -r name; do ln -s busybox "$root/bin/$name"; done < <(/bin/busybox --list | grep -vx busybox)
    install -m 755 "$MITOSIS_ROOT/scripts/lib/guest-init" "$root/init"
    printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/sh\n' >"$root/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
    guest_libraries | while read -r name; do cp -L --parents "$name" "$root"; done
    # Of libc-bin, like on every Debian: names of files are UTF-8.
    mkdir -p "$root/usr/lib/locale"
    cp -a /usr/lib/locale/C.utf8 "$root/usr/lib/locale/"
    cp -L "$(command -v stress-ng)" "$root/usr/bin/"
    if [[ -x $MITOSIS_CACHE/bpftool/bpftool ]]; then cp "$MITOSIS_CACHE/bpftool/bpftool" "$root/usr/bin/"; fi
}

guest_runtime() { guest_segment runtime "$(guest_fingerprint "$GUEST_DISTRIBUTION/runtime")" guest_fill_runtime; }

guest_fill_runtime() {
    mkdir -p "$1/opt/mitosis"
    cp -a "$GUEST_DISTRIBUTION/runtime" "$1/opt/mitosis/"
}

guest_product() {
    guest_segment product "$1 $(guest_fingerprint "$GUEST_DISTRIBUTION"/{bin,lib})" guest_fill_product "$1"
}

guest_fill_product() {
    local programs=$1 root=$2 part
    mkdir -p "$root/usr/local/bin" "$root/usr/bin" "$root/opt/mitosis"
    cp "$programs"/* "$root/usr/local/bin/"
    ln -s /opt/mitosis/bin/mitosis "$root/usr/bin/mitosis"
    for part in bin lib; do
        if [[ -d $GUEST_DISTRIBUTION/$part ]]; then cp -a "$GUEST_DISTRIBUTION/$part" "$root/opt/mitosis/"; fi
    done
}
