// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.FileCapability;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.capabilities.Right;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;

/** S4: a compiler's service writes where its client wants, and holds a directory that the client has no business with. */
@Timeout(60)
class DeputyTest extends Scenario {

    /** Takes the name of the output, in a piece of its client's memory. */
    private static final String BY_NAME = """
                    (module (import "capability" "home" (global $home externref))
                      (import "capability-method" "read(s64,s64)->bytes" (func $name (param externref i64 i64 i32 i32) (result i32)))
                      (import "capability-method" "open(string,string)->capability" (func $open (param externref i32 i32 i32 i32) (result externref)))
                      (import "capability-method" "write(string)->s32" (func $write (param externref i32 i32) (result i32)))
                      (memory 1) (data (i32.const 0) "write") (data (i32.const 16) "output")
                      (func (export "compile") (param externref i32) (result i32)
                        (drop (call $name (local.get 0) (i64.const 0) (i64.extend_i32_u (local.get 1)) (i32.const 64) (i32.const 64)))
                        (call $write (call $open (global.get $home) (i32.const 64) (local.get 1) (i32.const 0) (i32.const 5)) (i32.const 16) (i32.const 6))))""";
    /** Takes the file. */
    private static final String BY_CAPABILITY = """
                    (module (import "capability" "home" (global $home externref))
                      (import "capability-method" "write(string)->s32" (func $write (param externref i32 i32) (result i32)))
                      (memory 1) (data (i32.const 16) "output")
                      (func (export "compile") (param externref) (result i32) (call $write (local.get 0) (i32.const 16) (i32.const 6))))""";

    @TempDir
    Path temporary;
    private Path home;

    @BeforeEach
    void layOut() throws Exception {
        home = Files.createDirectory(temporary.resolve("home"));
        Files.writeString(home.resolve("billing"), "who owes what");
        Files.writeString(temporary.resolve("mine"), "");
    }

    private NanoProcess service(String text) throws Exception {
        return spawn("service", text, Endowment.builder().grant("home", DirectoryCapability.open(home, Right.DIRECTORY)).build());
    }

    /** Names say what, and the service's authority decides whether. */
    @Test
    void namesConfuse() throws Exception {
        NanoProcess service = service(BY_NAME);
        NanoProcess client = spawn("client", """
                        (module (import "service" "compile" (func $compile (param externref i32) (result i32)))
                          (import "capability-method" "memory" (func $memory (param i32 i32) (result externref)))
                          (memory 1) (data (i32.const 0) "billing")
                          (func (export "attack") (result i32) (call $compile (call $memory (i32.const 0) (i32.const 7)) (i32.const 7))))""",
                        Endowment.builder().bind("service", "compile", service.function("compile")).build());
        assertThat(client.call("attack")).isEqualTo(6);
        assertThat(Files.readString(home.resolve("billing"))).startsWith("output");
    }

    @Test
    void capabilitiesDoNot() throws Exception {
        NanoProcess service = service(BY_CAPABILITY);
        FileCapability mine = (FileCapability) DirectoryCapability.open(temporary, Right.DIRECTORY).open("mine", Set.of(OpenFlag.WRITE));
        NanoProcess client = spawn("client", """
                        (module (import "service" "compile" (func $compile (param externref) (result i32)))
                          (import "capability" "mine" (global $mine externref))
                          (import "capability-method" "failure" (tag $failure (param i32)))
                          (func (export "honest") (result i32) (call $compile (global.get $mine)))
                          (func (export "attack") (result i32)
                            (block $caught (result i32) (try_table (result i32) (catch $failure $caught) (call $compile (ref.null extern))))))""",
                        Endowment.builder().bind("service", "compile", service.function("compile")).grant("mine", mine).build());
        assertThat(client.call("honest")).isEqualTo(6);
        assertThat(Files.readString(temporary.resolve("mine"))).isEqualTo("output");
        assertThat(log.trail().events().stream().filter(e -> e.holder().equals("service")).map(e -> e.grantor() + " " + e.kind())).containsExactly("host directory",
                        "client file");
        // It has nothing to name the file with; the service, asked to write to nothing, dies of that unless it cares.
        assertThat(client.call("attack")).isEqualTo(71);
        assertThat(Files.readString(home.resolve("billing"))).isEqualTo("who owes what");
        assertThatThrownBy(() -> client.call("none")).isInstanceOf(IllegalArgumentException.class);
    }
}
