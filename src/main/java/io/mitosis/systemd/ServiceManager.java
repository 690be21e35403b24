// SPDX-License-Identifier: Apache-2.0
package io.mitosis.systemd;

import io.mitosis.linux.DatagramSender;
import io.mitosis.linux.ErrnoException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the state of this process to a service manager that asks for it, as {@code sd_notify(3)} describes. A failed
 * report is logged once and has no other effect. Not thread-safe.
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
     * Opens the socket of the service manager, if there is one.
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

    /** Reports that the service does its work from now on, or again. */
    public void ready(String newStatus) {
        status = newStatus;
        sendLogged("READY=1\nSTATUS=" + newStatus);
    }

    /** Reports the state of the service in a line for people. An unchanged one is not sent. */
    public void status(String newStatus) {
        if (!newStatus.equals(status)) {
            status = newStatus;
            sendLogged("STATUS=" + newStatus);
        }
    }

    /** Reports that the configuration is being reloaded; {@link #ready} has to follow. */
    public void reloading() {
        // System.nanoTime() reads the kernel's CLOCK_MONOTONIC.
        sendLogged("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    }

    /** Reports that the service is stopping. */
    public void stopping() {
        sendLogged("STOPPING=1");
    }

    /** Sends a keep-alive. Another one follows soon, so a failure does not matter. */
    void alive() {
        if (socket != null) {
            try {
                socket.sendOrFail("WATCHDOG=1");
            } catch (ErrnoException unheard) {
                log.debug("The service manager did not hear a sign of life: {}", unheard.getMessage());
            }
        }
    }

    private void sendLogged(String message) {
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
