// SPDX-License-Identifier: Apache-2.0
package io.mitosis.stats.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonValueTest {
    @Test
    void comesOutAsItWentIn() {
        String text = "{\"a\":[1,-2.50,1e3,18446744073709551615],\"b\":{\"ü\":null},\"c\":true,\"d\":\"\\n\"}";
        assertThat(JsonValue.parse(text).line()).isEqualTo(text);
    }

    @Test
    void isPrintedAsOtherToolsPrintIt() {
        assertThat(JsonValue.parse("{\"a\":[1,\"x\"],\"b\":{},\"c\":[]}").pretty())
                .asString()
                .isEqualTo("""
                        {
                          "a": [
                            1,
                            "x"
                          ],
                          "b": {},
                          "c": []
                        }
                        """);
    }

    @Test
    void partsAreFoundByName() {
        JsonValue value = JsonValue.parse("{\"a\":{\"b\":1.5,\"c\":[\"x\"]}}");
        assertThat(value.member("a").member("b").number()).isEqualTo(1.5);
        assertThat(value.member("a").member("c").elements().getFirst().text()).isEqualTo("x");
        for (Runnable wrong : List.<Runnable>of(
                () -> value.member("b"),
                value::text,
                value::number,
                value::elements,
                () -> value.member("a").member("b").members())) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsNoJsonIsRefused() {
        for (String text : List.of("", "{", "{}}", "[1,]", "nul", "[".repeat(100_000), "{\"a\":}")) {
            assertThatThrownBy(() -> JsonValue.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
