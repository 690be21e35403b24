// SPDX-License-Identifier: Apache-2.0
package io.mitosis.linux.sysfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The caches of one CPU: the directories {@code index0}, {@code index1}, … of {@code cpuN/cache}. */
final class SysfsCaches {
    private SysfsCaches() {}

    /** Returns the {@code shared_cpu_list} of the data or unified cache of the highest level, if sysfs shows one. */
    static Optional<String> lastLevel(Path cacheDirectory) throws IOException {
        Optional<String> sharedBy = Optional.empty();
        int highest = 0;
        for (int index = 0; Files.isDirectory(cacheDirectory.resolve("index" + index)); index++) {
            Path cache = cacheDirectory.resolve("index" + index);
            int level = SysfsFile.number(cache.resolve("level")).orElse(0);
            boolean instructionsOnly =
                    SysfsFile.text(cache.resolve("type")).orElse("").equals("Instruction");
            Optional<String> shared = SysfsFile.text(cache.resolve("shared_cpu_list"));
            if (level > highest && !instructionsOnly && shared.isPresent()) {
                highest = level;
                sharedBy = shared;
            }
        }
        return sharedBy;
    }
}
