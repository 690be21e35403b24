// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mitosis.exit.UsageException;
import io.mitosis.stats.Snapshot;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Serves {@code /metrics}, {@code /healthz} and {@code /readyz} from threads of its own. */
public final class MetricsServer implements AutoCloseable {
    private static final int BACKLOG = 16;
    private static final int THREADS = 2;
    private static final int MOST_CONNECTIONS = 32;
    private static final int REQUEST_SECONDS = 5;
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final HttpServer server;
    private final ThreadPoolExecutor threads;
    private final Totals totals = new Totals();
    private final Health health = new Health(System.nanoTime());
    private final Build build;
    private final double staleSeconds;

    private MetricsServer(HttpServer server, Build build, Duration interval) {
        this.server = server;
        this.build = build;
        // The interval can change while it runs, and the loop may be late now and then.
        staleSeconds = Math.max(30, 3.0 * interval.toSeconds());
        // They end when nobody asks.
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                REQUEST_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                MetricsServer::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Listens and answers from now on.
     *
     * @param interval how often snapshots are to be expected
     * @throws UsageException if it cannot listen there
     */
    public static MetricsServer open(ListenAddress address, Build build, Duration interval) {
        limitClients();
        InetSocketAddress resolved = address.resolve();
        try {
            MetricsServer metrics = new MetricsServer(HttpServer.create(resolved, BACKLOG), build, interval);
            metrics.server.setExecutor(metrics.threads);
            metrics.server.createContext("/", metrics::answer);
            metrics.server.start();
            return metrics;
        } catch (IOException failed) {
            throw new UsageException("--metrics-listen " + address + ": " + failed.getMessage(), failed);
        }
    }

    /** The server reads these when it is loaded: a client that sends half a request does not keep a thread for long. */
    private static void limitClients() {
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_SECONDS));
        System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(REQUEST_SECONDS));
        System.setProperty("sun.net.httpserver.idleInterval", Integer.toString(REQUEST_SECONDS));
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MOST_CONNECTIONS));
    }

    private static Thread thread(Runnable work) {
        return Thread.ofPlatform().daemon().name("metrics").unstarted(work);
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Takes what an interval brought. Called by the loop, which it costs microseconds. */
    public void accept(Snapshot snapshot) {
        totals.add(snapshot);
        health.turned(System.nanoTime());
    }

    /** The scheduler was attached to the kernel or detached from it. */
    public void attached(boolean now) {
        health.attached(now);
    }

    /**
     * Shows failures from now on.
     *
     * @param failures how often a configuration could not be made or put in force; asked by any thread
     */
    public void observe(LongSupplier failures) {
        health.failures(failures);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                reply(exchange, 405, PLAIN, text("GET and HEAD only"));
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> metrics(exchange);
                case "/healthz" -> state(exchange, health.secondsSinceTurn(System.nanoTime()) < staleSeconds, "stuck");
                case "/readyz" -> state(exchange, health.isReady(), "not attached");
                default -> reply(exchange, 404, PLAIN, text("/metrics, /healthz or /readyz"));
            }
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        ExpositionFormatWriter writer = writer(exchange.getRequestHeaders().getFirst("Accept"));
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        writer.write(page, Page.of(totals.sum(), health, build), EscapingScheme.UNDERSCORE_ESCAPING);
        reply(exchange, 200, writer.getContentType(), page.toByteArray());
    }

    /** The older format is for those who ask for it alone. */
    private static ExpositionFormatWriter writer(@Nullable String accept) {
        return accept != null && accept.contains("text/plain") && !accept.contains(OPEN_METRICS)
                ? PrometheusTextFormatWriter.create()
                : OpenMetricsTextFormatWriter.create();
    }

    private static void state(HttpExchange exchange, boolean fine, String otherwise) throws IOException {
        reply(exchange, fine ? 200 : 503, PLAIN, text(fine ? "ok" : otherwise));
    }

    private static byte[] text(String line) {
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void reply(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /** Stops answering. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
