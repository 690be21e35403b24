// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.limit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what limits do from one reading to the next. An entry is read while programs change it, so the time for
 * which it was throttled may lack its last part for a moment, or have a part that is too long. So no counter goes back,
 * and no time grows by more than the time that has passed.
 */
public final class LimitMeter {
    // By serial. A limit that is not in force may be so again, and its counters go on.
    private Map<Long, Throttling> before = Map.of();
    private long readAt;

    /** Begins at a moment at which no limit has been throttled yet. */
    public LimitMeter(long now) {
        readAt = now;
    }

    /** Returns the limits in force, in ascending order of cgroup id. */
    public List<LimitUsage> collect(long now, List<LimitEntry> entries) {
        Map<Long, Throttling> totals = new HashMap<>();
        List<LimitUsage> inForce = new ArrayList<>();
        for (LimitEntry entry : entries) {
            Throttling last = before.getOrDefault(entry.serial(), Throttling.NONE);
            Throttling total = total(entry, last, now);
            totals.put(entry.serial(), total);
            if (entry.isInForce()) {
                inForce.add(usage(entry, total, total.since(last), now));
            }
        }
        before = totals;
        readAt = now;
        inForce.sort(Comparator.comparing(LimitUsage::cgid, Long::compareUnsigned));
        return inForce;
    }

    private Throttling total(LimitEntry entry, Throttling last, long now) {
        long nanos = entry.ended().nanos() + entry.current(now);
        return new Throttling(
                Math.max(entry.ended().periods(), last.periods()),
                Math.max(entry.ended().throttled(), last.throttled()),
                Math.clamp(nanos, last.nanos(), last.nanos() + Math.max(0, now - readAt)));
    }

    private static LimitUsage usage(LimitEntry entry, Throttling total, Throttling interval, long now) {
        long current = Math.min(entry.current(now), total.nanos());
        return new LimitUsage(
                entry.cgid(),
                entry.quota(),
                entry.period(),
                entry.burst(),
                total,
                interval,
                Math.max(entry.longest(), current),
                entry.waiting(),
                entry.throttled());
    }
}
