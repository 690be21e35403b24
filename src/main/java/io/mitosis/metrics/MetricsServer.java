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
    private static final int MAX_CONNECTIONS = 32;
    private static final int REQUEST_SECONDS = 5;
    private static final int PAGES_AT_ONCE = 2;
    private static final int PIECE = 8192;
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final HttpServer server;
    // Bounds memory: a page takes up to a megabyte, and a slow client may keep it for seconds.
    private final Semaphore pages = new Semaphore(PAGES_AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual()
            .name("metrics")
            .uncaughtExceptionHandler(MetricsServer::ended)
            .factory());
    private final Build build;
    private final MetricsSource scheduler;
    private final Health health;

    private MetricsServer(HttpServer server, Build build, MetricsSource scheduler, Health health) {
        this.server = server;
        this.build = build;
        this.scheduler = scheduler;
        this.health = health;
    }

    /**
     * Starts the server.
     *
     * @param scheduler the source of the scheduler's own metrics
     * @param interval the expected time between two calls of {@link #turned}; called by any thread
     * @throws UsageException if the address cannot be used
     */
    public static MetricsServer open(
            ListenAddress address, Build build, MetricsSource scheduler, Supplier<Duration> interval) {
        return open(address, build, scheduler, new Health(System::nanoTime, interval));
    }

    /** Starts the server with a clock of its own. */
    static MetricsServer open(ListenAddress address, Build build, MetricsSource scheduler, Health health) {
        limitClients();
        InetSocketAddress resolved = resolve(address);
        try {
            MetricsServer metrics = new MetricsServer(HttpServer.create(resolved, BACKLOG), build, scheduler, health);
            metrics.server.setExecutor(metrics.threads);
            metrics.server.createContext("/", metrics::answer);
            metrics.server.start();
            return metrics;
        } catch (IOException failed) {
            throw new UsageException("--metrics-listen " + address + ": " + failed.getMessage(), failed);
        }
    }

    /** Limits connections and their time. HttpServer reads these properties when its class is loaded. */
    private static void limitClients() {
        System.setProperty("sun.net.httpserver.maxReqTime", Integer.toString(REQUEST_SECONDS));
        System.setProperty("sun.net.httpserver.maxRspTime", Integer.toString(REQUEST_SECONDS));
        System.setProperty("sun.net.httpserver.idleInterval", Integer.toString(REQUEST_SECONDS));
        System.setProperty("jdk.httpserver.maxConnections", Integer.toString(MAX_CONNECTIONS));
    }

    /** Returns the address that the server listens on. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Records the end of an interval of the scheduler, which shows that its loop turns. */
    public void turned() {
        health.turned();
    }

    /** Records that the scheduler was attached to the kernel, with a configuration in force, or detached from it. */
    public void attached(boolean now) {
        health.attached(now);
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
                case "/healthz" -> state(exchange, health.isTurning(), "stuck");
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

    /** Logs an unexpected end of a request. Only its client is affected, whose connection times out. */
    private static void ended(Thread thread, Throwable failure) {
        log.error("A request for metrics has ended:", failure);
    }

    private void metrics(HttpExchange exchange) throws IOException {
        ExpositionFormatWriter writer = writer(exchange.getRequestHeaders().getFirst("Accept"));
        pages.acquireUninterruptibly();
        try {
            ByteArrayOutputStream page = new ByteArrayOutputStream();
            writer.write(
                    page, MetricsPage.of(build, health.isAttached(), scheduler), EscapingScheme.UNDERSCORE_ESCAPING);
            reply(exchange, 200, writer.getContentType(), page.toByteArray());
        } finally {
            pages.release();
        }
    }

    /** Returns the older text format for clients that accept only {@code text/plain}, else OpenMetrics. */
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
        // In pieces, since HttpServer copies each of them.
        for (int sent = 0; sent < body.length; sent += PIECE) {
            exchange.getResponseBody().write(body, sent, Math.min(PIECE, body.length - sent));
        }
    }

    /** Stops the server. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** Looks up the host of an address. */
    private static InetSocketAddress resolve(ListenAddress address) {
        try {
            return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
        } catch (UnknownHostException unknown) {
            throw new UsageException("--metrics-listen " + address + ": there is no host " + address.host(), unknown);
        }
    }
}
