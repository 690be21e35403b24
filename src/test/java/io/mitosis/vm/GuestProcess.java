// SPDX-License-Identifier: Apache-2.0
package io.mitosis.vm;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A command running in the guest, in a session of its own. Closing it kills whatever is left of its process group. */
public final class GuestProcess implements AutoCloseable {
    // Signal numbers of Linux.
    public static final int SIGHUP = 1;
    public static final int SIGINT = 2;
    public static final int SIGKILL = 9;
    public static final int SIGTERM = 15;
    public static final int SIGCONT = 18;
    public static final int SIGSTOP = 19;

    private static final Duration REPLY_LIMIT = Duration.ofSeconds(60);

    private final AgentConnection agent;
    private final String description;
    private final Output output = new Output();
    private final CompletableFuture<Integer> pid = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final int id;

    GuestProcess(AgentConnection agent, String... command) {
        this(agent, String.join(" ", command), Frame.RUN, Request.ofArguments(command));
    }

    /** Reading and writing files is to the agent what running a command is: output, then an exit code. */
    GuestProcess(AgentConnection agent, String description, int type, byte[] payload) {
        this.agent = agent;
        this.description = description;
        this.id = agent.request(type, payload, new Collector());
    }

    /** The process id in the guest. */
    public int pid() {
        return get(pid, REPLY_LIMIT, "to start");
    }

    public boolean isAlive() {
        return !exit.isDone();
    }

    /** What it has printed so far. */
    public String out() {
        return output.out();
    }

    /** What it has printed to standard error so far. */
    public String err() {
        return output.err();
    }

    /** Whole lines that it has printed to either stream and in which the pattern is found; each stream in order. */
    public List<String> linesMatching(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return Stream.concat(output.outLines().stream(), output.errLines().stream())
                .filter(line -> compiled.matcher(line).find())
                .toList();
    }

    /** Waits for a line, on either stream, in which the pattern is found. */
    public String waitForLine(String pattern, Duration limit) {
        return waitForLines(pattern, 1, limit).getFirst();
    }

    /** Waits until that many lines match. Fails at once if the process ends before. */
    public List<String> waitForLines(String pattern, int count, Duration limit) {
        String wanted = count + " line(s) with \"" + pattern + "\" from: " + description;
        // Whether it is alive is read first: what it printed before it ended counts.
        boolean complete = Await.await(
                        wanted + "\n" + description + " printed:\n",
                        limit,
                        () -> progress(pattern, count),
                        Progress::isFinal)
                .complete();
        if (!complete) {
            throw new AssertionError("ended with " + exit.getNow(null) + " before " + wanted + "\n" + everything());
        }
        return linesMatching(pattern);
    }

    /** Waits for its end. */
    public Result waitForExit(Duration limit) {
        int code = get(exit, limit, "to end");
        return new Result(code, output.out(), output.err());
    }

    /** Signals the process, not its children. */
    public void signal(int signal) {
        agent.send(Frame.ofNumbers(id, Frame.SIGNAL, signal, 0));
    }

    public void terminate() {
        signal(SIGTERM);
    }

    public void kill() {
        signal(SIGKILL);
    }

    @Override
    public void close() {
        if (isAlive()) {
            agent.send(Frame.ofNumbers(id, Frame.SIGNAL, SIGKILL, 1));
            waitForExit(REPLY_LIMIT);
        }
    }

    private Progress progress(String pattern, int count) {
        boolean ended = exit.isDone();
        boolean complete = linesMatching(pattern).size() >= count;
        return new Progress(complete, complete || ended, complete ? "" : everything());
    }

    private String everything() {
        return "out: " + output.out() + "\nerr: " + output.err();
    }

    private int get(CompletableFuture<Integer> future, Duration limit, String verb) {
        try {
            return future.get(limit.toNanos(), NANOSECONDS);
        } catch (TimeoutException timeout) {
            throw new AssertionError(
                    "waited " + limit.toSeconds() + " s in vain for " + description + " " + verb + "\n" + everything(),
                    timeout);
        } catch (ExecutionException failure) {
            throw new AssertionError("the VM ended during: " + description, failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + description, interrupted);
        }
    }

    @Override
    public String toString() {
        return description;
    }

    private record Progress(boolean complete, boolean isFinal, String printed) {
        @Override
        public String toString() {
            return printed;
        }
    }

    private final class Collector implements AgentConnection.Replies {
        @Override
        public void accept(Frame frame) {
            switch (frame.type()) {
                case Frame.STARTED -> pid.complete(frame.number());
                case Frame.EXIT -> exit.complete(frame.number());
                default -> output.add(frame.type(), frame.payload());
            }
        }

        @Override
        public void lost(IOException reason) {
            pid.completeExceptionally(reason);
            exit.completeExceptionally(reason);
        }
    }

    /** How requests are laid out. */
    static final class Request {
        private Request() {}

        static byte[] ofArguments(String... command) {
            return bytes(String.join("\0", command) + "\0");
        }

        static byte[] ofPath(String path) {
            return bytes(path);
        }

        static byte[] ofWrite(String path, String content) {
            return bytes(path + "\0" + content);
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
