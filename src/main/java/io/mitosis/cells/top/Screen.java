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

/** The terminal, taken over whole until it is closed: then it is as it was before. */
final class Screen implements AutoCloseable {
    /** What {@link #read} returns when no key was pressed. */
    static final int NONE = NonBlockingReader.READ_EXPIRED;
    /** What {@link #read} returns when the terminal is gone. */
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
     * Takes the terminal over.
     *
     * @param onInterrupt what Ctrl-C does
     * @throws IOException if there is none
     */
    static Screen open(Runnable onInterrupt) throws IOException {
        Terminal terminal = TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .provider("ffm")
                .build();
        terminal.handle(Signal.INT, signal -> onInterrupt.run());
        // A window that is not drawn any more and keeps the keys would be all that is left to see of it.
        terminal.handle(Signal.TSTP, SignalHandler.SIG_IGN);
        terminal.enterRawMode();
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.cursor_invisible);
        return new Screen(terminal);
    }

    /** Returns a view as large as the window is now. */
    View fit(View view) {
        return view.of(terminal.getColumns(), terminal.getRows());
    }

    /** Draws what differs from the last time. */
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

    /** Returns the next key, {@link #NONE} if none is pressed in that time. */
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

    /** Gives the terminal back. May be called from any thread, and again. */
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
            // Nobody is left to see it.
        }
    }
}
