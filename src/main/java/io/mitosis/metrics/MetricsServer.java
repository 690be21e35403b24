// SPDX-License-Identifier: Apache-2.0
package io.mitosis.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mitosis.config.ListenAddress;
import io.mitosis.exit.UsageException;
import io.mitosis.text.Printable;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code /metrics}, {@code /healthz} and {@code /readyz} from threads of its own. */
public final class MetricsServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MetricsServer.class);

    private static final int BACKLOG = 16;
    private static final int MOST_CONNECTIONS = 32;
    private static final int REQUEST_SECONDS = 5;
    private static final int PAGES_AT_ONCE = 2;
    private static final int PIECE = 8192;
    private static final double LATE_SECONDS = 30;
    private static final double LATE_INTERVALS = 3;
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final HttpServer server;
    // A page is up to a megabyte, and a client may take seconds for it.
    private final Semaphore pages = new Semaphore(PAGES_AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
            .name("metrics")
            .uncaughtExceptionHandler(MetricsServer::ended)
            .factory());
    private final Health health = new Health(System.nanoTime());
    private final Build build;
    private final MetricsSource scheduler;
    private final Supplier<Duration> interval;

    private MetricsServer(HttpServer server, Build build, MetricsSource scheduler, Supplier<Duration> interval) {
        this.server = server;
        this.build = build;
        this.scheduler = scheduler;
        this.interval = interval;
    }

    /**
     * Listens and answers from now on.
     *
     * @param scheduler what is served beside what every scheduler has
     * @param interval how often {@link #turned} is to be expected; asked by any thread
     * @throws UsageException if it cannot listen there
     */
    public static MetricsServer open(
            ListenAddress address, Build build, MetricsSource scheduler, Supplier<Duration> interval) {
        limitClients();
        InetSocketAddress resolved = resolve(address);
        try {
            MetricsServer metrics = new MetricsServer(HttpServer.create(resolved, BACKLOG), build, scheduler, interval);
            metrics.server.setExecutor(metrics.threads);
            metrics.server.createContext("/", metrics::answer);
            metrics.server.start();
            return metrics;
        } catch (IOException failed) {
            throw new UsageException("--metrics-listen " + address + ": " + failed.getMessage(), failed);
        }
    }

    /** The server reads these when it is loaded: a client that sends half a request does not stay for long. */
    private static void limitClients() {
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_SECONDS));
        System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(REQUEST_SECONDS));
        System.setProperty("sun.net.httpserver.idleInterval", Integer.toString(REQUEST_SECONDS));
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MOST_CONNECTIONS));
    }

    /** Returns where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** An interval of the scheduler has ended: its loop turns. */
    public void turned() {
        health.turned(System.nanoTime());
    }

    /** The scheduler was attached to the kernel, with a configuration in force, or detached from it. */
    public void attached(boolean now) {
        health.attached(now, System.nanoTime());
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
                case "/healthz" -> state(exchange, turns(), "stuck");
                case "/readyz" -> state(exchange, health.isAttached(), "not attached");
                default -> reply(exchange, 404, PLAIN, text("/metrics, /healthz or /readyz"));
            }
        } catch (RuntimeException | Error failure) {
            log.error(
                    "No answer to a request for {}: {}",
                    Printable.line(exchange.getRequestURI().toString()),
                    failure.toString());
        }
    }

    /** Only one client was concerned, who is given up when its time is over. */
    private static void ended(Thread thread, Throwable failure) {
        log.error("A request for metrics has ended:", failure);
    }

    /** The loop may be late now and then. */
    private boolean turns() {
        double late = Math.max(LATE_SECONDS, LATE_INTERVALS * interval.get().toSeconds());
        return health.secondsSinceTurn(System.nanoTime()) < late;
    }

    private void metrics(HttpExchange exchange) throws IOException {
        ExpositionFormatWriter writer = writer(exchange.getRequestHeaders().getFirst("Accept"));
        pages.acquireUninterruptibly();
        try {
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            writer.write(page, HostMetrics.page(build, health, scheduler), EscapingScheme.UNDERSCORE_ESCAPING);
            reply(exchange, 200, writer.getContentType(), page.toByteArray());
        } finally {
            pages.release();
        }
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
        // The server copies what it is given at a time.
        for (int sent = 0; sent < body.length; sent += PIECE) {
            exchange.getResponseBody().write(body, sent, Math.min(PIECE, body.length - sent));
        }
    }

    /** Stops answering. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Returns what a socket is bound to. */
    private static InetSocketAddress resolve(ListenAddress address) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        } catch (UnknownHostException unknown) {
            throw new UsageException("--metrics-listen " + address + ": there is no host " + address.host(), unknown);
        }
    }
}
