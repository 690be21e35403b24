// SPDX-License-Identifier: Apache-2.0
package io.mitosis.systemd;

import io.mitosis.linux.DatagramSender;
import io.mitosis.linux.ErrnoException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the service manager how this process is doing, as {@code sd_notify(3)} describes it, if it was started by one
 * that asks. What it cannot be told is logged once and ends nothing. For one thread.
 */
public final class ServiceManager implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServiceManager.class);
    private static final String SOCKET = "NOTIFY_SOCKET";

    private final @Nullable DatagramSender socket;
    private String status = "";
    private boolean failed;

    private ServiceManager(@Nullable DatagramSender socket) {
        this.socket = socket;
    }

    /**
     * Finds the service manager.
     *
     * @param environment the variables of this process: {@code NOTIFY_SOCKET}
     */
    public static ServiceManager of(Map<String, String> environment) {
        String address = environment.get(SOCKET);
        if (address == null || address.isEmpty()) {
            return new ServiceManager(null);
        }
        try {
            return new ServiceManager(DatagramSender.to(address));
        } catch (IllegalArgumentException | ErrnoException unusable) {
            log.warn("Cannot tell the service manager anything ({}): {}", SOCKET, unusable.getMessage());
            return new ServiceManager(null);
        }
    }

    /** The service does its work from now on, or again. */
    public void ready(String newStatus) {
        status = newStatus;
        tell("READY=1\nSTATUS=" + newStatus);
    }

    /** What the service does, in a line for people. Nothing is sent if it is the same as before. */
    public void status(String newStatus) {
        if (!newStatus.equals(status)) {
            status = newStatus;
            tell("STATUS=" + newStatus);
        }
    }

    /** The configuration is being read again; {@link #ready} has to follow. */
    public void reloading() {
        // Of the same clock as the kernel's CLOCK_MONOTONIC.
        tell("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /** The service comes to its end. */
    public void stopping() {
        tell("STOPPING=1");
    }

    /** The service is alive. It is said again soon, so a manager that has no time for it need not hear it. */
    void alive() {
        if (socket != null) {
            try {
                socket.sendOrFail("WATCHDOG=1");
            } catch (ErrnoException unheard) {
                log.debug("The service manager did not hear a sign of life: {}", unheard.getMessage());
            }
        }
    }

    private void tell(String message) {
        if (socket == null) {
            return;
        }
        try {
            socket.send(message);
        } catch (ErrnoException unheard) {
            if (!failed) {
                log.warn("Cannot tell the service manager anything: {}", unheard.getMessage());
            }
            failed = true;
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
