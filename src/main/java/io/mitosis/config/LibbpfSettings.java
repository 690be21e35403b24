// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

/**
 * What libbpf is told when it opens the BPF object. An empty text leaves it its default.
 *
 * @param relaxedMaps whether a map may say what this libbpf does not know
 * @param pinRootPath the directory of maps that are pinned by name
 * @param kconfig lines that override the kernel's configuration
 * @param btfCustomPath the file of the kernel's BTF
 * @param bpfTokenPath a BPF file system that delegates what the process has no right to; libbpf 1.5 knows it first
 */
public record LibbpfSettings(
        boolean relaxedMaps, String pinRootPath, String kconfig, String btfCustomPath, String bpfTokenPath) {
    /** All as libbpf has it. */
    public static final LibbpfSettings DEFAULT = new LibbpfSettings(false, "", "", "", "");
}
