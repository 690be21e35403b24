// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

/**
 * Options of libbpf for opening a BPF object. An empty text stands for libbpf's default.
 *
 * @param relaxedMaps whether libbpf ignores attributes of a map that it does not know
 * @param pinRootPath the directory of maps that are pinned by name
 * @param kconfig lines that override the kernel's configuration
 * @param btfCustomPath the file with the kernel's BTF
 * @param bpfTokenPath a BPF file system that delegates privileges to the process; supported by libbpf 1.5 or later
 */
public record LibbpfSettings(
        boolean relaxedMaps, String pinRootPath, String kconfig, String btfCustomPath, String bpfTokenPath) {
    /** The defaults of libbpf. */
    public static final LibbpfSettings DEFAULT = new LibbpfSettings(false, "", "", "", "");
}
