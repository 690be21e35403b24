// SPDX-License-Identifier: Apache-2.0
package io.mitosis.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mitosis.cgroup.ParentCgroup;
import io.mitosis.demand.RebalanceSettings;
import io.mitosis.demand.Rebalancer;
import io.mitosis.linux.Epoll;
import io.mitosis.topology.Cpu;
import io.mitosis.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class WarmUpTest {
    private static final int LONGER_THAN_A_PAUSE = 1000;
    private static final int MORE_THAN_ALL_ROUNDS = 1000;

    @Test
    void comesToAnEndAndTellsNothing(@TempDir Path temp) throws IOException {
        Files.createDirectory(temp.resolve("web"));
        Topology topology = new Topology(
                4,
                IntStream.range(0, 4).mapToObj(cpu -> new Cpu(cpu, cpu, 0, 0)).toList());
        TreeView tree = new TreeView(new ParentCgroup(temp, temp), topology.usable(), new ProblemLog());
        Rebalancer rebalancer = new Rebalancer(RebalanceSettings.DEFAULT, Intervals.DEFAULT.monitor(), 0);
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        try (WarmUp warmUp = new WarmUp(tree, CellSettings.DEFAULT, rebalancer, topology, 4);
                Epoll epoll = Epoll.open()) {
            epoll.add(warmUp.file(), 0);
            int rounds = 0;
            while (rounds < MORE_THAN_ALL_ROUNDS && epoll.await(LONGER_THAN_A_PAUSE) > 0) {
                warmUp.round();
                rounds++;
            }
            assertThat(rounds).isBetween(2, MORE_THAN_ALL_ROUNDS - 1);
            assertThat(log.list).isEmpty();
        } finally {
            root.detachAppender(log);
        }
    }
}
