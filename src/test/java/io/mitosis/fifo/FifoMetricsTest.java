// SPDX-License-Identifier: Apache-2.0
package io.mitosis.fifo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FifoMetricsTest {
    @Test
    void whatCountsIsACounterWithTheSentenceOfItsRow() {
        assertThat(FifoMetrics.of(new FifoStats(5, 7, Duration.ofMillis(20))))
                .asInstanceOf(list(CounterSnapshot.class))
                .extracting(
                        counter -> counter.getMetadata().getPrometheusName(),
                        counter -> counter.getMetadata().getHelp(),
                        counter -> counter.getDataPoints().stream()
                                .mapToDouble(CounterDataPointSnapshot::getValue)
                                .sum())
                .containsExactly(
                        tuple("mitosis_fifo_started_idle", "Times that a task started at once on an idle CPU.", 5.0),
                        tuple("mitosis_fifo_queued", "Times that a task was queued.", 7.0));
    }

    @Test
    void beforeTheFirstReadingThereIsNothingToShow() {
        assertThat(FifoMetrics.of(null)).isEmpty();
    }
}
