// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;

/** S1: an update of a notification package is after the seed of the wallet that uses it. */
@Timeout(60)
class WalletTest extends Scenario {

    private static final String SEED = "correct horse battery staple seed";

    /** Keeps the seed, and does something with it for those who may ask. */
    private static final String VAULT = """
                    (module (memory (export "memory") 1) (data (i32.const 1000) "%s")
                      (func (export "sign") (param i32) (result i32) (i32.xor (local.get 0) (i32.load (i32.const 1000)))))""".formatted(SEED);
    /** The app: signs, and has it shown. */
    private static final String APP = """
                    (module (import "vault" "sign" (func $sign (param i32) (result i32))) (import "notify" "show" (func $show (param i32) (result i32)))
                      (func (export "pay") (param i32) (result i32) (call $show (call $sign (local.get 0)))))""";
    /** The package as it was reviewed. */
    private static final String NOTIFY = """
                    (module %s (memory 1) (data (i32.const 8) "paid\\0a") (data (i32.const 0) "\\08\\00\\00\\00\\05\\00\\00\\00")
                      (func (export "show") (param i32) (result i32)
                        (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16))))""".formatted(wasi("fd_write", "(param i32 i32 i32 i32) (result i32)"));
    /** The update looks through all the memory that it reaches, and sends what it finds. */
    private static final String UPDATE = """
                    (module (import "net" "send" (func $send (param i32 i32) (result i32))) MEMORY
                      (func (export "show") (param i32) (result i32) (local $i i32)
                        (loop (drop (call $send (local.get $i) (i32.load (local.get $i))))
                          (local.set $i (i32.add (local.get $i) (i32.const 4))) (br_if 0 (i32.lt_u (local.get $i) (i32.const 65536)))) (i32.const 0)))""";

    private final byte[] sent = new byte[1 << 16];

    private void send(int address, int word) {
        for (int i = 0; i < 4; i++) {
            sent[address + i] = (byte) (word >> 8 * i);
        }
    }

    private String sent() {
        return new String(sent, StandardCharsets.ISO_8859_1);
    }

    @Test
    void unprotectedTheSeedLeaves() {
        try (Context context = Context.newBuilder("wasm").allowAllAccess(true).build()) {
            Value vault = unprotected(context, VAULT, Map.of());
            ProxyExecutable net = arguments -> {
                send(arguments[0].asInt(), arguments[1].asInt());
                return 0;
            };
            Value update = unprotected(context, UPDATE.replace("MEMORY", "(import \"app\" \"memory\" (memory 1))"),
                            Map.of("net", Map.of("send", net), "app", Map.of("memory", vault.getMember("memory"))));
            Value app = unprotected(context, APP, Map.of("vault", Map.of("sign", vault.getMember("sign")), "notify", Map.of("show", update.getMember("show"))));
            app.invokeMember("pay", 1);
            assertThat(sent()).contains(SEED);
        }
    }

    private NanoProcess app(NanoProcess vault, NanoProcess notify) {
        return spawn("app", APP, Endowment.builder().bind("vault", "sign", vault.function("sign")).bind("notify", "show", notify.function("show")).build());
    }

    @Test
    void theReviewedVersionWorks() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        NanoProcess vault = spawn("vault", VAULT, Endowment.EMPTY);
        NanoProcess notify = spawn("notify", NOTIFY, Endowment.builder().stdout(OutputStreamCapability.of(shown)).build());
        assertErrno(app(vault, notify).call("pay", 1), 0);
        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("paid\n");
        assertThat(denials()).isEmpty();
    }

    @Test
    void theUpdateDoesNotLink() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        Endowment same = Endowment.builder().stdout(OutputStreamCapability.of(shown)).build();
        assertThatThrownBy(() -> spawn("notify", UPDATE.replace("MEMORY", "(memory 1)"), same)).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "nano-process notify").hasMessageContaining("unknown import: func \"net\" \"send\"");
        assertThat(denied()).containsExactly("notify net.send link: it wasn't granted");
    }

    /** It is forced in, and even given a network: there is nothing for it to send. */
    @Test
    void evenWithANetworkTheSeedStays() {
        NanoProcess vault = spawn("vault", VAULT, Endowment.EMPTY);
        NanoProcess net = spawn("net", """
                        (module (memory 1) (func (export "send") (param i32 i32) (result i32) (i32.store (local.get 0) (local.get 1)) (i32.const 0))
                          (func (export "word") (param i32) (result i32) (i32.load (local.get 0))))""", Endowment.EMPTY);
        NanoProcess update = spawn("notify", UPDATE.replace("MEMORY", "(memory 1)"), Endowment.builder().bind("net", "send", net.function("send")).build());
        app(vault, update).call("pay", 1);
        for (int i = 0; i < sent.length; i += 4) {
            send(i, (int) net.call("word", i));
        }
        assertThat(sent()).doesNotContain(SEED.substring(0, 8));
        assertThatThrownBy(() -> spawn("greedy", UPDATE.replace("MEMORY", "(import \"app\" \"memory\" (memory 1))"),
                        Endowment.builder().bind("net", "send", net.function("send")).build())).hasMessageContaining("\"app\" \"memory\"");
        assertThat(denied()).containsExactly("greedy app.memory link: it wasn't granted");
        assertThat(log.trail().events().toString()).doesNotContain(SEED.substring(0, 8));
    }
}
