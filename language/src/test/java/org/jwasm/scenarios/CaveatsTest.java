// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.FileCapability;
import org.jwasm.capabilities.OpenFlag;
import org.jwasm.capabilities.Right;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;

/** S9: one shot, so many bytes, for a while; a guest derives more of it, hands it on, and gains nothing. Of S3, what was granted once. */
@Timeout(60)
class CaveatsTest extends Scenario {

    private static final int NOTCAPABLE = 76;
    private static final int DQUOT = 19;
    /** Uses a capability, or what it derives from it with a caveat that would allow more. */
    private static final String USER = """
                    (module (import "capability" "c" (global $c externref)) (import "capability-method" "failure" (tag $failure (param i32)))
                      (import "capability-method" "seek(s64)" (func $seek (param externref i64)))
                      (import "capability-method" "size()->s64" (func $size (param externref) (result i64)))
                      (import "capability-method" "read(s32)->bytes" (func $read (param externref i32 i32 i32) (result i32)))
                      (import "capability-method" "uses(s64)->capability" (func $uses (param externref i64) (result externref)))
                      (import "capability-method" "bytes(s64)->capability" (func $bytes (param externref i64) (result externref)))
                      (import "capability-method" "expiresAfter(s64)->capability" (func $expires (param externref i64) (result externref)))
                      (memory 1) (table $t 100 externref)
                      (func (export "setup") (local $i i32) (table.set $t (i32.const 0) (global.get $c))
                        (loop (local.set $i (i32.add (local.get $i) (i32.const 1)))
                          (table.set $t (local.get $i) (call $expires (call $bytes (call $uses (table.get $t (i32.sub (local.get $i) (i32.const 1)))
                            (i64.const 1000)) (i64.const 1000)) (i64.const 1000000)))
                          (br_if 0 (i32.lt_u (local.get $i) (i32.const 20)))))
                      (func (export "stat") (param i32) (result i32) (block $caught (result i32) (try_table (catch $failure $caught)
                        (drop (call $size (table.get $t (local.get 0))))) (i32.const 0)))
                      (func (export "read") (param i32) (result i32) (block $caught (result i32) (try_table (result i32) (catch $failure $caught)
                        (call $seek (table.get $t (local.get 0)) (i64.const 0))
                        (i32.sub (i32.const 0) (call $read (table.get $t (local.get 0)) (i32.const 8) (i32.const 0) (i32.const 8)))))))""";

    @TempDir
    Path temporary;

    private FileCapability file() throws Exception {
        Files.writeString(temporary.resolve("f"), "contents");
        return (FileCapability) DirectoryCapability.open(temporary, Right.DIRECTORY).open("f", Set.of(OpenFlag.READ));
    }

    private NanoProcess user(Capability granted) {
        NanoProcess user = spawn("user" + supervisor.processes().size(), USER, Endowment.builder().grant("c", granted).build());
        user.call("setup");
        return user;
    }

    @Test
    void unprotectedThereIsNoEnd() throws Exception {
        NanoProcess user = user(file());
        for (int i = 0; i < 100; i++) {
            assertErrno(user.call("stat", 0), 0);
            assertErrno(user.call("read", 0), -8);
        }
    }

    @Test
    void oneUseIsOneUse() throws Exception {
        NanoProcess user = user(file().uses(1));
        assertErrno(user.call("stat", 20), 0);
        for (int i = 20; i >= 0; i--) {
            assertErrno(user.call("stat", i), DQUOT);
        }
        assertThat(denied()).hasSize(21).allMatch("user0 file status: its uses are spent"::equals);
    }

    @Test
    void bytesAreCountedTogether() throws Exception {
        NanoProcess user = user(file().bytes(20));
        assertErrno(user.call("read", 20), -8);
        assertErrno(user.call("read", 10), -8);
        assertErrno(user.call("read", 0), -4);
        assertErrno(user.call("read", 20), DQUOT);
    }

    @Test
    void whatIsDerivedDoesNotLiveLonger() throws Exception {
        NanoProcess user = user(file().expiresAfter(Duration.ofSeconds(2)));
        Thread.sleep(2100);
        assertErrno(user.call("stat", 20), NOTCAPABLE);
        assertThat(denied()).containsExactly("user0 file status: it has expired");
        assertErrno(user(file().expiresAfter(Duration.ofHours(1))).call("stat", 20), 0);
    }
}
