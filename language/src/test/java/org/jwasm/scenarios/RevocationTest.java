// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.FileCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.TcpListenCapability;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.Image;
import org.jwasm.nanoprocess.NanoProcess;

/** S7, R15: a capability is taken back while a thousand nano-processes use what was derived from it. */
@Timeout(120)
class RevocationTest extends Scenario {

    private static final int NOTCAPABLE = 76;
    private static final int GRANDCHILDREN = 1000;
    private static final int READERS = 4;
    /** Reads on and on; gives the error number by which that ended. Derives ten of its own. */
    private static final String READER = """
                    (module (import "capability" "file" (global $file externref))
                      (import "capability-method" "failure" (tag $failure (param i32)))
                      (import "capability-method" "seek(s64)" (func $seek (param externref i64)))
                      (import "capability-method" "read(s32)->bytes" (func $read (param externref i32 i32 i32) (result i32)))
                      (import "capability-method" "readOnly()->capability" (func $derive (param externref) (result externref)))
                      (memory 1) (table $own 10 externref)
                      (func (export "derive") (local $i i32)
                        (loop (table.set $own (local.get $i) (call $derive (global.get $file)))
                          (local.set $i (i32.add (local.get $i) (i32.const 1))) (br_if 0 (i32.lt_u (local.get $i) (i32.const 10)))))
                      (func (export "once") (param i32) (result i32)
                        (block $caught (result i32) (try_table (catch $failure $caught)
                          (call $seek (table.get $own (local.get 0)) (i64.const 0)) (drop (call $read (table.get $own (local.get 0)) (i32.const 8) (i32.const 0) (i32.const 8))))
                          (i32.const 0)))
                      (func (export "stream") (result i32)
                        (block $caught (result i32) (loop (try_table (catch $failure $caught)
                          (call $seek (global.get $file) (i64.const 0)) (drop (call $read (global.get $file) (i32.const 8) (i32.const 0) (i32.const 8)))) (br 0)) unreachable)))""";

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    Path temporary;

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aThousandGrandchildrenStreamFromOneFile() throws Exception {
        Files.writeString(temporary.resolve("f"), "contents");
        DirectoryCapability directory = DirectoryCapability.open(temporary, Right.DIRECTORY);
        FileCapability original = (FileCapability) directory.open("f", Set.of(OpenFlag.READ));
        FileCapability granted = original.delegate(supervisor.holder());
        Image image = image(READER);
        NanoProcess app = spawn("app", "(module)", Endowment.EMPTY);
        List<NanoProcess> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            NanoProcess child = app.spawn("c" + i, image, Endowment.builder().grant("file", granted).build());
            for (int j = 0; j < GRANDCHILDREN / 10; j++) {
                NanoProcess grandchild = child.spawn("g" + j, image, Endowment.builder().grant("file", child.endowment().named().get("file")).build());
                grandchild.call("derive");
                all.add(grandchild);
            }
        }
        AtomicInteger next = new AtomicInteger();
        List<CompletableFuture<Object>> streams = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            NanoProcess reader = all.get(next.getAndIncrement());
            streams.add(CompletableFuture.supplyAsync(() -> reader.call("stream"), threads));
            while (!reader.isBusy()) {
                Thread.sleep(1);
            }
        }
        assertErrno(all.getLast().call("once", 9), 0);
        granted.revoke();
        for (NanoProcess each : all.subList(READERS, all.size())) {
            assertErrno(each.call("once", 9), NOTCAPABLE);
        }
        for (CompletableFuture<Object> stream : streams) {
            assertErrno(stream.get(10, TimeUnit.SECONDS), NOTCAPABLE);
        }
        assertThat(original.read(ByteBuffer.allocate(4), 0)).as("the original lives on").isEqualTo(4);
        assertThat(all).allMatch(NanoProcess::isAlive);
        assertThat(log.trail().events(AuditEvent.Type.REVOCATION)).singleElement().satisfies(
                        event -> assertThat(event.reason()).isEqualTo("with " + (10 + GRANDCHILDREN * 11) + " derived from it"));
        assertThat(denials().getLast().reason()).isEqualTo("it was revoked");
        assertThat(denials().getLast().holder()).startsWith("app/c");
    }

    /** Blocked in reading from a pipe, in accepting: it ends with the defined error. */
    @Test
    void theBlockedAreWoken() throws Exception {
        String text = """
                        (module (import "capability" "c" (global $c externref)) (import "capability-method" "failure" (tag $failure (param i32)))
                          (import "capability-method" "METHOD" (func $wait (param externref PARAMS) (result RESULT))) (memory 1)
                          (func (export "wait") (result i32)
                            (block $caught (result i32) (try_table (catch $failure $caught) (drop (call $wait (global.get $c) ARGUMENTS))) (i32.const 0))))""";
        InputStreamCapability pipe = InputStreamCapability.of(new PipedInputStream(new PipedOutputStream()));
        Capability listener = TcpListenCapability.of("127.0.0.1:*").listen("127.0.0.1", 0);
        NanoProcess reader = spawn("reader", text.replace("METHOD", "read(s32)->bytes").replace("PARAMS", "i32 i32 i32").replace("RESULT", "i32").replace("ARGUMENTS",
                        "(i32.const 8) (i32.const 0) (i32.const 8)"), Endowment.builder().grant("c", pipe).build());
        NanoProcess acceptor = spawn("acceptor", text.replace("METHOD", "accept()->capability").replace("PARAMS", "").replace("RESULT", "externref").replace(
                        "ARGUMENTS", ""), Endowment.builder().grant("c", listener).build());
        for (NanoProcess process : List.of(reader, acceptor)) {
            CompletableFuture<Object> call = CompletableFuture.supplyAsync(() -> process.call("wait"), threads);
            while (!process.isBusy()) {
                Thread.sleep(1);
            }
            Thread.sleep(30);
            process.endowment().named().get("c").revoke();
            assertErrno(call.get(10, TimeUnit.SECONDS), NOTCAPABLE);
            assertThat(process.isAlive()).isTrue();
        }
        assertThat(pipe.isLive() && listener.isLive()).isTrue();
        assertThat(denied()).containsExactly("reader input read: it was revoked", "acceptor tcp-listener accept: it was revoked");
        listener.revoke();
    }

    /** The membrane: what is opened through it, what is handed on in a call, what comes back. */
    @Test
    void whatCameThroughItDiesWithIt() throws Exception {
        Files.createDirectory(temporary.resolve("sub"));
        Files.writeString(temporary.resolve("sub/f"), "contents");
        NanoProcess service = spawn("service", """
                        (module (import "capability-method" "subdirectory(string)->capability" (func $sub (param externref i32 i32) (result externref)))
                          (import "capability-method" "live->bool" (func $live (param externref) (result i32)))
                          (memory 1) (data (i32.const 0) "sub") (global $kept (mut externref) (ref.null extern))
                          (func (export "open") (param externref) (result externref)
                            (global.set $kept (call $sub (local.get 0) (i32.const 0) (i32.const 3))) (global.get $kept))
                          (func (export "kept") (result i32) (call $live (global.get $kept))))""", Endowment.EMPTY);
        NanoProcess client = spawn("client", """
                        (module (import "capability" "d" (global $d externref)) (import "service" "open" (func $open (param externref) (result externref)))
                          (import "capability-method" "live->bool" (func $live (param externref) (result i32)))
                          (import "capability-method" "without(string)->capability" (func $without (param externref i32 i32) (result externref)))
                          (import "capability-method" "failure" (tag $failure (param i32)))
                          (memory 1) (data (i32.const 0) "transfer") (global $back (mut externref) (ref.null extern))
                          (func (export "pass") (global.set $back (call $open (global.get $d))))
                          (func (export "back") (result i32) (call $live (global.get $back)))
                          (func (export "own") (result i32) (call $live (global.get $d)))
                          (func (export "forbidden") (result i32)
                            (block $caught (result i32) (try_table (catch $failure $caught)
                              (drop (call $open (call $without (global.get $d) (i32.const 0) (i32.const 8))))) (i32.const 0))))""",
                        Endowment.builder().grant("d", DirectoryCapability.open(temporary, Right.DIRECTORY)).bind("service", "open", service.function("open")).build());
        client.call("pass");
        assertErrno(client.call("back"), 1);
        assertErrno(service.call("kept"), 1);
        assertErrno(client.call("forbidden"), NOTCAPABLE);
        assertThat(denied()).as("without the right it doesn't get across").containsExactly("client directory delegate: without the right transfer");
        Capability granted = client.endowment().named().get("d");
        granted.revoke();
        assertErrno(client.call("own"), 0);
        assertErrno(client.call("back"), 0);
        assertErrno(service.call("kept"), 0);
    }

    /** What a dead one held, and what it gave to others, is gone; what its owner handed to it isn't. */
    @Test
    void deathTakesItBack() throws Exception {
        DirectoryCapability original = DirectoryCapability.open(temporary, Right.DIRECTORY);
        NanoProcess keeper = spawn("keeper", """
                        (module (import "capability-method" "live->bool" (func $live (param externref) (result i32))) (global $kept (mut externref) (ref.null extern))
                          (func (export "keep") (param externref) (global.set $kept (local.get 0)))
                          (func (export "live") (result i32) (call $live (global.get $kept))))""", Endowment.EMPTY);
        NanoProcess giver = spawn("giver", """
                        (module (import "keeper" "keep" (func $keep (param externref))) (import "capability" "d" (global $d externref))
                          (func (export "give") (call $keep (global.get $d))))""",
                        Endowment.builder().grant("d", original).bind("keeper", "keep", keeper.function("keep")).build());
        giver.call("give");
        assertErrno(keeper.call("live"), 1);
        giver.kill("test");
        giver.reaped().get(10, TimeUnit.SECONDS);
        assertErrno(keeper.call("live"), 0);
        assertThat(original.isLive()).isTrue();
        assertThat(giver.holder().grants()).isEmpty();
    }
}
