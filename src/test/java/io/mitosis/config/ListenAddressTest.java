// SPDX-License-Identifier: Apache-2.0
package io.mitosis.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9100, 127.0.0.1, 9100",
        "localhost:1, localhost, 1",
        "[::1]:65535, ::1, 65535",
        "[fe80::1]:9100, fe80::1, 9100"
    })
    void aHostAndAPort(String text, String host, int port) {
        assertThat(ListenAddress.parse(text))
                .isEqualTo(new ListenAddress(host, port))
                .hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":9100",
                "localhost",
                "9100",
                "localhost:",
                "localhost:0",
                "localhost:65536",
                "localhost:+1",
                "localhost:-1",
                "localhost:１",
                "localhost:9999999999",
                "::1:9100",
                "::1",
                "[::1]",
                "[::1]:",
                "[]:9100",
                "[localhost]:9100",
                "[127.0.0.1]:9100",
                "a:b:9100",
                "[::1:9100",
                "::1]:9100",
                "http://localhost:9100"
            })
    void allElseIsRefusedInWordsThatNameIt(String text) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + text + "\" is not ");
    }
}
