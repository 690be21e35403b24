// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.host.Version;
import picocli.CommandLine.IVersionProvider;

/** The text that {@code --version} prints. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"mitosis " + Version.read()};
    }
}
