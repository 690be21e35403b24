# SPDX-License-Identifier: Apache-2.0
"""Writes an ACPI table of CPUs: cpu-numbers.py NUMBERS CPUS FILE.

The kernel numbers CPUs in the order of this table, in which its first one comes first whatever the order. Here the others
that are there, CPUS in all, come last, after as many that nobody could switch on as it takes to reach NUMBERS. The rest
is as QEMU has it: the kernel takes this table in place of QEMU's because its revision is higher.
"""
import struct
import sys

LOCAL_APIC, IO_APIC = 0xFEE00000, 0xFEC00000
REVISION = 100


def cpu(number, apic_id):
    return struct.pack("<BBHIII", 9, 16, 0, apic_id, 1, number)


def cpus(numbers, real):
    apic_ids = [0, *range(real, numbers), *range(1, real)]
    return b"".join(cpu(number, apic_id) for number, apic_id in enumerate(apic_ids))


def interrupts():
    """The I/O APIC, the timer on its input 2, four interrupts of PCI, and what all CPUs have at LINT1."""
    overrides = [(0, 2, 0), *((line, line, 0xD) for line in (5, 9, 10, 11))]
    return (
        struct.pack("<BBBBII", 1, 12, 0, 0, IO_APIC, 0)
        + b"".join(struct.pack("<BBBBIH", 2, 10, 0, *override) for override in overrides)
        + struct.pack("<BBHIB3x", 10, 12, 0, 0xFFFFFFFF, 1)
    )


def table(entries):
    head = struct.Struct("<4sIBB6s8sI4sIII")
    fields = [b"APIC", head.size + len(entries), 5, 0, b"BOCHS ", b"BXPC    ", REVISION, b"BXPC", 1, LOCAL_APIC, 1]
    fields[3] = -sum(head.pack(*fields) + entries) & 0xFF
    return head.pack(*fields) + entries


with open(sys.argv[3], "wb") as file:
    file.write(table(cpus(int(sys.argv[1]), int(sys.argv[2])) + interrupts()))
