# SPDX-License-Identifier: Apache-2.0
# Reads packages of any Debian suite without touching the machine's own apt: lists, cache and status of our own.
# The mirror is the one the machine's apt already uses; only the suite differs. Needs common.sh.
# shellcheck shell=bash

readonly DEBIAN_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# The archive this machine installs from, whichever format its sources are written in.
# MITOSIS_DEBIAN_MIRROR names one where apt is set up for another distribution.
debian_mirror() {
    local codename
    if [[ -n ${MITOSIS_DEBIAN_MIRROR:-} ]]; then
        echo "$MITOSIS_DEBIAN_MIRROR"
        return
    fi
    # shellcheck disable=SC1091
    [[ $(. /etc/os-release && echo "${ID:-}") == debian ]] ||
        die "the VM's kernel is Debian's: set MITOSIS_DEBIAN_MIRROR to a mirror of Debian" \
            "and install debian-archive-keyring"
    codename=$(release_codename)
    # shellcheck disable=SC2016
    apt-get indextargets --no-release-info --format '$(CREATED_BY) $(COMPONENT) $(RELEASE) $(REPO_URI)' |
        awk -v codename="$codename" '
            $1 != "Packages" || $2 != "main" { next }
            $3 == codename { exact = $4; exit }
            $3 !~ /-/ && !any { any = $4 }
            END { print exact ? exact : any }'
}

# debian_open SUITE: fetches the suite's package list; debian_apt then answers from it alone.
debian_open() {
    local mirror
    debian_dir=$MITOSIS_CACHE/apt/$1
    mirror=$(debian_mirror)
    [[ -n $mirror ]] || die "apt on this machine names no Debian archive (component main): set MITOSIS_DEBIAN_MIRROR"
    [[ -r $DEBIAN_KEYRING ]] || die "install debian-archive-keyring: $DEBIAN_KEYRING is missing"
    mkdir -p "$debian_dir/lists/partial" "$debian_dir/cache/archives/partial"
    : >"$debian_dir/status"
    echo "deb [arch=amd64 signed-by=$DEBIAN_KEYRING] $mirror $1 main" >"$debian_dir/sources.list"
    debian_apt apt-get update -qq || die "apt could not read suite '$1' of the Debian archive"
}

# debian_apt TOOL ARGUMENT…: apt-get or apt-cache, confined to the suite opened last.
debian_apt() {
    local tool=$1
    shift
    "$tool" -o Dir::Etc::sourcelist="$debian_dir/sources.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State::Lists="$debian_dir/lists" -o Dir::State::status="$debian_dir/status" \
        -o Dir::Cache="$debian_dir/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}

# A name that others only mention is no package.
debian_has() { [[ -n $(debian_apt apt-cache madison "$1" 2>/dev/null) ]]; }

# debian_unpack DIRECTORY PACKAGE…: downloads and unpacks; nothing is installed.
debian_unpack() {
    local target=$1 download
    shift
    download=$(mktemp -d "$debian_dir/download.XXXXXX")
    (cd "$download" && debian_apt apt-get download -qq "$@") || die "could not download $*"
    mkdir -p "$target"
    for package in "$download"/*.deb; do
        dpkg-deb -x "$package" "$target"
    done
    rm -r "$download"
}

# backports_install PACKAGE…: installs just these from the backports of this machine's release; what else they need comes
# from the machine's own sources. The machine's list of sources stays as it is.
backports_install() {
    local suite work options
    suite=$(release_codename)-backports
    debian_open "$suite"
    as_root rm -rf "$debian_dir"/install.*
    work=$(mktemp -d "$debian_dir/install.XXXXXX")
    mkdir -p "$work/parts" "$work/lists/partial"
    find /etc/apt/sources.list.d \( -name '*.list' -o -name '*.sources' \) -exec cp -t "$work/parts" {} +
    cp "$debian_dir/sources.list" "$work/parts/mitosis-backports.list"
    options=(-o Dir::Etc::sourceparts="$work/parts" -o Dir::State::Lists="$work/lists" -o APT::Sandbox::User=root)
    as_root apt-get -qq "${options[@]}" update || note "apt could not refresh all of its lists"
    apt_install "${options[@]}" "${@/%//$suite}"
    as_root rm -rf "$work"
}
