// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wit.Case;
import org.jwasm.wit.Result;
import org.jwasm.wit.WitDocument;

/** R10: typed calls don't depend on the language: modules that a C compiler made, see {@code src/test/c}. */
@Timeout(60)
class LanguagesTest {

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = LanguagesTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static Map<String, Object> item(String name, long count, Long price) {
        return Map.of("name", name, "count", count, "price", Optional.ofNullable(price));
    }

    @Test
    void modulesInC() throws IOException {
        WitDocument wit = WitDocument.parse(new String(resource("store.wit"), StandardCharsets.UTF_8));
        try (Supervisor supervisor = Supervisor.create()) {
            NanoProcess store = supervisor.spawn("store", supervisor.load("store", resource("store.wasm")), Endowment.EMPTY);
            TypedFunction order = store.function(wit.functions().get("order"));
            assertThat(order.call("Ann", List.of(item("caf\u00e9", 2, 3L), item("tea", 1, 5_000_000_000L)))).isEqualTo(
                            Result.ok(Map.of("total", 5_000_000_006L, "lines", List.of("Ann: 2 caf\u00e9", "Ann: 1 tea"))));
            assertThat(order.call("Ann", List.of())).isEqualTo(Result.error(new Case("refused", "empty")));
            assertThat(order.call("Ann", List.of(item("air", 1, null)))).isEqualTo(Result.error(new Case("refused", "unpriced")));
            assertThat(order.call("", List.of(item("tea", 1, 1L)))).isEqualTo(Result.error(new Case("other", "who are you?")));

            Endowment endowment = Endowment.builder().bind("store", order).build();
            NanoProcess shop = supervisor.spawn("shop", supervisor.load("shop", resource("shop.wasm")), endowment);
            TypedFunction buy = shop.function(wit.functions().get("buy"));
            for (int i = 0; i < 200; i++) {
                assertThat(buy.call("Bob", List.of("tea", "\u8336"), 10L)).isEqualTo(Result.ok("Bob: 1 tea\nBob: 2 \u8336\n30"));
            }
            assertThat(buy.call("Bob", List.of(), 10L)).isEqualTo(Result.error("reason 0"));
            assertThat(buy.call("Bob", List.of(""), 10L)).isEqualTo(Result.error("reason 1"));
            assertThat(buy.call("", List.of("tea"), 10L)).isEqualTo(Result.error("who are you?"));
            List<String> many = new ArrayList<>(Collections.nCopies(300, "tea"));
            assertThat(((Result) buy.call("Bob", many, 1L)).value().toString()).endsWith("\n45150");
        }
    }

    /** The same caller with Java in the place of its callee. */
    @Test
    void aModuleInCAndOneInJava() throws IOException {
        WitDocument wit = WitDocument.parse(new String(resource("store.wit"), StandardCharsets.UTF_8));
        TypedFunction order = TypedFunction.of(wit.functions().get("order"), arguments -> {
            List<?> items = (List<?>) arguments[1];
            if (items.isEmpty()) {
                return Result.error(new Case("refused", "empty"));
            }
            return Result.ok(Map.of("total", 7L, "lines", List.of(arguments[0] + " " + items)));
        });
        try (Supervisor supervisor = Supervisor.create()) {
            NanoProcess shop = supervisor.spawn("shop", supervisor.load("shop", resource("shop.wasm")), Endowment.builder().bind("store", order).build());
            TypedFunction buy = shop.function(wit.functions().get("buy"));
            assertThat(buy.call("Bob", List.of("tea"), 10L)).isEqualTo(Result.ok("Bob [{name=tea, count=1, price=Optional[10]}]\n7"));
            assertThat(buy.call("Bob", List.of(), 10L)).isEqualTo(Result.error("reason 0"));
        }
    }
}
