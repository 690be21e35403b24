# SPDX-License-Identifier: Apache-2.0
# The one place that knows QEMU's command line, and how a boot is watched. Needs common.sh, kernel.sh and guest.sh.
# The vm_* settings are scripts/vm's.
# shellcheck shell=bash disable=SC2154

export VM_FAILED=125 VM_TIMED_OUT=124

# KVM may exist and still not run a stock kernel: it is used only where a short boot has succeeded once.
vm_accelerator() {
    local verdict key
    if [[ $vm_icount == yes ]]; then
        # Guest time is the count of executed instructions: slower, and one run is like the next.
        echo "-accel tcg,thread=single -icount shift=1,sleep=off"
        return
    fi
    verdict=${MITOSIS_KVM:-}
    if [[ -z $verdict && -w /dev/kvm ]]; then
        key=$MITOSIS_CACHE/kvm-$( (uname -r && qemu-system-x86_64 --version && cat "$(kernel_dir)/release") |
            sha256sum | cut -c 1-16)
        [[ -s $key ]] || vm_probe_kvm >"$key"
        verdict=$(<"$key")
    fi
    if [[ $verdict == yes ]]; then echo "-accel kvm"; else echo "-accel tcg,thread=multi"; fi
}

vm_probe_kvm() {
    if MITOSIS_KVM=yes timeout -k 1 20 "$MITOSIS_ROOT/scripts/vm" --cpus 2 --attempts 1 -- true >/dev/null 2>&1; then
        echo yes
    else
        echo no
    fi
}

# vm_command: fills the array qemu. Reads the vm_* settings of scripts/vm; vm_work is this boot's directory.
vm_command() {
    local accelerator
    read -r -a accelerator <<<"$(vm_accelerator)"
    qemu=(qemu-system-x86_64 -nodefaults -no-user-config -display none -no-reboot
        "${accelerator[@]}" -cpu max -smp "$vm_cpus${vm_topology:+,$vm_topology}" -m "$vm_memory"
        -kernel "$(kernel_dir)/vmlinuz" -initrd "$vm_work/image"
        -device virtio-serial-pci)
    if [[ -n $vm_numbers ]]; then
        # That many possible CPUs have the firmware choose the mode of the APICs without which the kernel ignores our table.
        qemu+=(-machine q35,kernel-irqchip=split
            -smp "maxcpus=$vm_numbers,sockets=$vm_numbers,cores=1,threads=1" -device intel-iommu,intremap=on,eim=on)
    fi
    if [[ $vm_mode == shell ]]; then
        qemu+=(-serial mon:stdio -append "$(vm_kernel_arguments) quiet")
        return
    fi
    # Kernel messages have the serial line to themselves; what the command prints comes by ports of its own.
    qemu+=(-serial "file:$vm_console" -append "$(vm_kernel_arguments)")
    vm_port status file "path=$vm_work/status"
    if [[ $vm_mode == agent ]]; then
        vm_port agent socket "path=$vm_agent,server=on,wait=off"
    else
        vm_port out file "path=$vm_work/out"
        vm_port err file "path=$vm_work/err"
    fi
}

# vm_number_cpus: puts a table of CPUs of our own before the rest of the image, where the kernel looks for such.
vm_number_cpus() {
    local tables=$vm_work/tables/kernel/firmware/acpi
    mkdir -p "$tables"
    python3 "$MITOSIS_ROOT/scripts/lib/cpu-numbers.py" "$vm_numbers" "$vm_cpus" "$tables/apic.aml"
    mv "$vm_work/image" "$vm_work/rest"
    { guest_pack "$vm_work/tables" && cat "$vm_work/rest"; } >"$vm_work/image"
    rm "$vm_work/rest"
}

vm_port() { qemu+=(-chardev "$2,id=$1,$3" -device "virtserialport,chardev=$1,name=io.mitosis.$1"); }

# A panic ends QEMU at once (-no-reboot); the log buffer holds a whole sched_ext dump. A busy host delays the reading of
# clocks: the guest must neither give up its fast one for that, nor find out by itself how fast it is (it was wrong by
# as much as a factor of twelve).
vm_kernel_arguments() {
    local khz=
    if [[ ${accelerator[*]} == *thread=multi* ]]; then khz=$(vm_tsc_khz); fi
    echo "console=ttyS0 panic=-1 log_buf_len=4M tsc=reliable ${khz:+tsc_early_khz=$khz }${vm_numbers:+maxcpus=1 }random.trust_cpu=on $vm_append"
}

# The frequency of the time stamp counter, which an emulated CPU with a thread of its own takes from the host.
vm_tsc_khz() {
    local source=$MITOSIS_ROOT/scripts/lib/tsc-khz.c program
    program=$MITOSIS_CACHE/tsc-khz-$(sha256sum <"$source" | cut -c 1-16)
    if [[ ! -x $program ]]; then
        gcc -std=gnu17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror "$source" -o "$program.$$" || die "cannot compile $source"
        mv "$program.$$" "$program"
    fi
    "$program"
}

# vm_booted: waits for the first process. The console must keep growing: some boots hang early on a busy host.
vm_booted() {
    local size=0 now last=$SECONDS limit=$((vm_boot_limit + 2 * vm_cpus))
    until grep -qs booted "$vm_work/status"; do
        kill -0 "$vm_pid" 2>/dev/null || return 1
        now=$(stat -c %s "$vm_console" 2>/dev/null || echo 0)
        if [[ $now -ne $size ]]; then
            size=$now
            last=$SECONDS
        elif ((SECONDS - last >= limit)); then
            return 1
        fi
        sleep 0.1
    done
}

vm_stop() {
    if [[ -n ${vm_pid:-} ]]; then
        kill -KILL "$vm_pid" 2>/dev/null || true
        wait "$vm_pid" 2>/dev/null || true
        vm_pid=
    fi
}
