package org.jwasm.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.NanoProcessException;
import org.jwasm.nanoprocess.Supervisor;
import org.jwasm.nanoprocess.TypedFunction;
import org.jwasm.wit.WitFunction;


/** Calls with types in WIT between nano-processes and the host; R8, R9, R10, R19 are requirements of the design. */
@Timeout(120)
class TypedCallTest {

    private static final WitFunction SHOUT = WitFunction.parse("shout: func(text: string) -> string");
    /** Gives back its argument with each byte turned to upper case, if it is a lower-case letter of ASCII. */
    private static final String SHOUTER = TypedGuests.module("", """
                    (func (export "shout") (param $at i32) (param $length i32) (result i32) (local $i i32) (local $byte i32)
                      (block $done (loop $next
                        (br_if $done (i32.ge_u (local.get $i) (local.get $length)))
                        (local.set $byte (i32.load8_u (i32.add (local.get $at) (local.get $i))))
                        (if (i32.and (i32.ge_u (local.get $byte) (i32.const 97)) (i32.le_u (local.get $byte) (i32.const 122)))
                          (then (i32.store8 (i32.add (local.get $at) (local.get $i)) (i32.sub (local.get $byte) (i32.const 32)))))
                        (local.set $i (i32.add (local.get $i) (i32.const 1)))
                        (br $next)))
                      (i32.store (i32.const 16) (local.get $at)) (i32.store (i32.const 20) (local.get $length)) (i32.const 16))
                    (global $cleaned (export "cleaned") (mut i32) (i32.const 0))
                    (func (export "cabi_post_shout") (param i32)
                      (call $reset) (global.set $cleaned (i32.add (global.get $cleaned) (i32.const 1))))
                    (func (export "cleanups") (result i32) (global.get $cleaned))
                    """);
    /** Hands its argument on and gives back what it gets. */
    private static final String RELAY = TypedGuests.module("(import \"host\" \"shout\" (func $shout (param i32 i32 i32)))", """
                    (func (export "relay") (param i32 i32) (result i32) (call $shout (local.get 0) (local.get 1) (i32.const 32)) (i32.const 32))
                    (func (export "cabi_post_relay") (param i32) (call $reset))
                    """);

    private final Supervisor supervisor = Supervisor.create();

    @AfterEach
    void close() {
        supervisor.close();
    }

    private NanoProcess spawn(String name, String text, Endowment endowment) {
        return supervisor.spawn(name, supervisor.load(name, text.getBytes(StandardCharsets.UTF_8)), endowment);
    }

    private NanoProcess spawn(String name, String text) {
        return spawn(name, text, Endowment.EMPTY);
    }

    private static WitFunction named(String name, WitFunction type) {
        return new WitFunction(name, type.parameters(), type.result());
    }

    @Test
    void fromTheHostAndBack() {
        NanoProcess shouter = spawn("shouter", SHOUTER);
        TypedFunction shout = shouter.function(SHOUT);
        for (String text : List.of("", "hello", "gr\u00fc\u00dfe \uD83D\uDE00", "x".repeat(100_000))) {
            assertThat(shout.call(text)).isEqualTo(text.replaceAll("[a-z]", "#").isEmpty() ? "" : upper(text));
        }
        assertThat(shouter.call("cleanups")).isEqualTo(4);
        assertThatThrownBy(() -> shout.call(1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected `string`, found Integer 1");
        assertThatThrownBy(() -> shout.call()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("takes 1 arguments, not 0");
        assertThatThrownBy(() -> shout.call("\uD83D")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("lone surrogate");
        assertThat(shout.call("still alive")).isEqualTo("STILL ALIVE");
    }

    private static String upper(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            if (out.charAt(i) >= 'a' && out.charAt(i) <= 'z') {
                out.setCharAt(i, (char) (out.charAt(i) - 32));
            }
        }
        return out.toString();
    }

    @Test
    void fromOneToAnother() {
        NanoProcess shouter = spawn("shouter", SHOUTER);
        NanoProcess relay = spawn("relay", RELAY, Endowment.builder().bind("host", shouter.function(SHOUT)).build());
        TypedFunction function = relay.function(named("relay", SHOUT));
        for (int i = 0; i < 5_000; i++) {
            assertThat(function.call("message \u00e9 " + i)).isEqualTo("MESSAGE \u00e9 " + i);
        }
        assertThat(shouter.call("cleanups")).as("the caller took what it got before").isEqualTo(5_000);
    }

    @Test
    void toTheHost() {
        TypedFunction twice = TypedFunction.of(SHOUT, arguments -> arguments[0] + "|" + arguments[0]);
        assertThat(twice.call("a")).isEqualTo("a|a");
        NanoProcess relay = spawn("relay", RELAY, Endowment.builder().bind("host", "shout", twice).build());
        assertThat(relay.function(named("relay", SHOUT)).call("h\u00e9")).isEqualTo("h\u00e9|h\u00e9");
    }

    @Test
    void whatTheHostThrowsIsATrap() {
        TypedFunction broken = TypedFunction.of(SHOUT, _ -> {
            throw new java.io.IOException("no disk");
        });
        NanoProcess relay = spawn("relay", RELAY, Endowment.builder().bind("host", broken).build());
        assertThatThrownBy(() -> relay.function(named("relay", SHOUT)).call("a")).isInstanceOf(NanoProcessException.class).hasMessageContaining("no disk");
        NanoProcess other = spawn("other", RELAY, Endowment.builder().bind("host", TypedFunction.of(SHOUT, _ -> 7)).build());
        assertThatThrownBy(() -> other.function(named("relay", SHOUT)).call("a")).isInstanceOf(NanoProcessException.class).hasMessageContaining(
                        "expected `string`, found Integer 7");
        assertThatThrownBy(() -> broken.call("a")).isInstanceOf(IllegalStateException.class).hasMessageContaining("no disk");
    }
}
