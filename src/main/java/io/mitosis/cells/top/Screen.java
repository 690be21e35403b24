// SPDX-License-Identifier: Apache-2.0
package io.mitosis.cells.top;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;

/** The terminal in full-screen mode. Closing it restores the previous state. */
final class Screen implements AutoCloseable {
    /** The result of {@link #read} if no key was pressed. */
    static final int NONE = NonBlockingReader.READ_EXPIRED;
    /** The result of {@link #read} if the terminal is gone. */
    static final int GONE = NonBlockingReader.EOF;

    private static final int ESCAPE = '\u001b';
    private static final long SEQUENCE_MILLIS = 20;

    private final Terminal terminal;
    private final Display display;
    private boolean closed;

    private Screen(Terminal terminal) {
        this.terminal = terminal;
        display = new Display(terminal, true);
    }

    /**
     * Switches the terminal to full-screen mode.
     *
     * @param onInterrupt runs on Ctrl-C
     * @throws IOException if there is no terminal
     */
    static Screen open(Runnable onInterrupt) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .provider("ffm")
                .build();
        terminal.handle(Signal.INT, signal -> onInterrupt.run());
        // A suspended process would leave the terminal in raw mode and full-screen mode.
        terminal.handle(Signal.TSTP, SignalHandler.SIG_IGN);
        terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        return new Screen(terminal);
    }

    /** Returns a view that has the current size of the window. */
    View fit(View view) {
        return view.of(terminal.getColumns(), terminal.getRows());
    }

    /** Draws the lines that have changed since the last time. */
    synchronized void draw(List<String> lines, View view) {
        if (closed) {
            return;
        }
        if (display.getColumns() != view.width() || display.getRows() != view.height()) {
            display.resize(Size.of(view.width(), view.height()));
            display.clear();
        }
        display.update(lines.stream().map(AttributedString::fromAnsi).toList(), -1);
        terminal.flush();
    }

    /** Waits for a key and returns it; {@link #NONE} if none is pressed in that time. */
    int read(Duration wait) throws IOException {
        NonBlockingReader keys = terminal.reader();
        int key = keys.read(wait.toMillis());
        if (key != ESCAPE) {
            return key;
        }
        int introducer = keys.read(SEQUENCE_MILLIS);
        int what = introducer == '[' || introducer == 'O' ? keys.read(SEQUENCE_MILLIS) : NONE;
        return switch (what) {
            case 'A' -> Keys.UP;
            case 'B' -> Keys.DOWN;
            case '5', '6' -> {
                keys.read(SEQUENCE_MILLIS);
                yield what == '5' ? Keys.PAGE_UP : Keys.PAGE_DOWN;
            }
            default -> NONE;
        };
    }

    /** Restores the terminal. Any thread may call it, more than once. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        try {
            terminal.close();
        } catch (IOException gone) {
            // The terminal is gone already.
        }
    }
}
