// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import io.mitosis.text.Printable;
import java.net.Inet6Address;

/**
 * A TCP address to listen on.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 0 to 65535; 0 stands for any free port
 */
public record ListenAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** Refuses an empty host, and a port out of range. */
    public ListenAddress {
        if (host.isEmpty() || port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("address \"" + host + "\", port " + port);
        }
    }

    /**
     * Parses {@code HOST:PORT}; an IPv6 address has brackets.
     *
     * @throws IllegalArgumentException if the text is invalid; the message says why
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.isEmpty() || text.endsWith("]")) {
            throw wrong(text, "HOST:PORT");
        }
        int port = port(text, text.substring(colon + 1));
        if (host.startsWith("[") && host.endsWith("]")) {
            String literal = host.substring(1, host.length() - 1);
            try {
                Inet6Address.ofLiteral(literal);
            } catch (IllegalArgumentException notAnAddress) {
                throw wrong(text, "an IPv6 address in brackets and a port");
            }
            return new ListenAddress(literal, port);
        }
        if (host.indexOf(':') >= 0 || host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
            throw wrong(text, "HOST:PORT; an IPv6 address stands in brackets, as in [::1]:9100");
        }
        return new ListenAddress(host, port);
    }

    private static int port(String text, String digits) {
        boolean number =
                !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw wrong(text, "HOST:PORT with a port from 1 to " + MAX_PORT);
        }
        return port;
    }

    private static IllegalArgumentException wrong(String text, String expected) {
        return new IllegalArgumentException(Printable.quoted(text) + " is not " + expected);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
