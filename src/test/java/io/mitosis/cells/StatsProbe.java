// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells;

import io.mitosis.stats.wire.JsonValue;
import io.mitosis.vm.Await;
import io.mitosis.vm.Cgroup;
import io.mitosis.vm.VirtualMachine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replies of the statistics socket, each with the kernel's figures of the same moment: {@code src/test/guest/ask.c}.
 *
 * @param replies as they came, a line each
 * @param usages at each reply, the CPU time that each cgroup had used
 */
record StatsProbe(List<String> replies, List<List<Usage>> usages) {
    /** CPU time in microseconds, at a moment in nanoseconds. */
    record Usage(long micros, long nanos) {
        static Usage parse(String line) {
            String[] words = line.split(" ", -1);
            return new Usage(Long.parseLong(words[2]), Long.parseLong(words[3]));
        }

        /** How many CPUs were kept busy since an earlier moment. */
        double busyCpus(Usage before) {
            return 1000.0 * (micros - before.micros) / (nanos - before.nanos);
        }
    }

    static final String SOCKET = "/var/run/scx/root/stats";

    /** Asks for statistics over one connection. */
    static StatsProbe stats(VirtualMachine vm, int rounds, Duration pause, Cgroup... cgroups) {
        return ask(vm, rounds, pause, "{\"req\":\"stats\"}", cgroups);
    }

    /** Waits until the daemon can be asked: a moment after the first configuration is in force. */
    static void awaitSocket(VirtualMachine vm) {
        Await.await(SOCKET, Daemon.LIMIT, () -> vm.run("test", "-S", SOCKET).exit() == 0);
    }

    /** Asks what the metrics are. */
    static String meta(VirtualMachine vm) {
        return ask(vm, 1, Duration.ZERO, "{\"req\":\"stats_meta\"}").replies().getFirst();
    }

    private static StatsProbe ask(VirtualMachine vm, int rounds, Duration pause, String line, Cgroup... cgroups) {
        List<String> command = new ArrayList<>(
                List.of("ask", SOCKET, Integer.toString(rounds), Long.toString(pause.toMillis()), line));
        Stream.of(cgroups).map(Cgroup::path).forEach(command::add);
        Duration limit = Duration.ofMinutes(2).plus(pause.multipliedBy(rounds));
        List<String> replies = new ArrayList<>();
        List<List<Usage>> usages = new ArrayList<>();
        for (String out :
                vm.run(limit, command.toArray(String[]::new)).text().lines().toList()) {
            if (out.startsWith("usage ")) {
                usages.getLast().add(Usage.parse(out));
            } else {
                replies.add(out);
                usages.add(new ArrayList<>());
            }
        }
        return new StatsProbe(replies, usages);
    }

    /** The snapshot of a reply. */
    JsonValue snapshot(int reply) {
        return JsonValue.parse(replies.get(reply)).member("args").member("resp");
    }

    /** The replies that were the first to show their snapshot: it was made a moment before. */
    List<Integer> news() {
        List<Integer> news = new ArrayList<>();
        for (int i = 1; i < replies.size(); i++) {
            if (!replies.get(i).equals(replies.get(i - 1))) {
                news.add(i);
            }
        }
        return news;
    }
}
