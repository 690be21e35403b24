// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cli;

import io.mitosis.config.ListenAddress;
import io.mitosis.config.SocketSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How statistics are got at. */
final class StatsOptions {
    private static final int MAX_MODE = 0777;

    static final Option<Path> SOCKET = Option.of(
            "stats-socket",
            "PATH",
            "/var/run/scx/root/stats",
            StatsOptions::path,
            "The Unix socket that serves statistics. Default: /var/run/scx/root/stats");
    static final Option<Integer> SOCKET_MODE = Option.of(
            "stats-socket-mode",
            "OCTAL",
            "0600",
            StatsOptions::mode,
            "The socket's permissions: who may write may ask. Default: 0600");
    static final Option<String> SOCKET_GROUP = Option.of(
            "stats-socket-group", "NAME", "", text -> text, "The socket's group. Default: that of the process");
    static final Option<ListenAddress> METRICS = Option.of(
            "metrics-listen",
            "HOST:PORT",
            "",
            ListenAddress::parse,
            "Serve OpenMetrics over HTTP at /metrics, and /healthz and /readyz; [::1]:9100 for IPv6. Default: off");
    static final Option<Duration> MONITOR = Option.of(
            "monitor",
            "SECS",
            "",
            Numbers::interval,
            "Run no scheduler: print the statistics of the one that runs, as JSON, every SECS seconds.");
    static final Option<Boolean> HELP_STATS = Option.flag("help-stats", "Print what each statistic means.");

    static final List<Option<?>> ALL = List.of(SOCKET, SOCKET_MODE, SOCKET_GROUP, METRICS, MONITOR, HELP_STATS);
    /** Options that start no scheduler. */
    static final List<Option<?>> OTHER_RUNS = List.of(MONITOR, HELP_STATS);

    private StatsOptions() {}

    static SocketSettings settings(OptionValues values) {
        return new SocketSettings(
                values.get(SOCKET),
                values.get(SOCKET_MODE),
                values.find(SOCKET_GROUP).orElse(null));
    }

    private static Path path(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" is no path of a file");
        }
        return Path.of(text);
    }

    private static int mode(String text) {
        int mode = text.isEmpty() ? -1 : 0;
        for (int i = 0; i < text.length() && mode >= 0; i++) {
            int digit = Character.digit(text.charAt(i), 8);
            mode = digit < 0 || mode > MAX_MODE ? -1 : mode * 8 + digit;
        }
        if (mode < 0 || mode > MAX_MODE) {
            throw new IllegalArgumentException("\"" + text + "\" is not a mode from 0 to 0777");
        }
        return mode;
    }
}
