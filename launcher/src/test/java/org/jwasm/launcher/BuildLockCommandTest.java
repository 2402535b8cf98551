// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first starts of a checkout: one of them builds. Maven is a script here that says when it began and when it ended, and fails. */
final class BuildLockCommandTest {

    private static final int STARTS = 6;

    @TempDir
    private Path directory;

    private Path root;
    private Path lock;

    @BeforeEach
    void makeCheckout() throws IOException {
        root = Files.createDirectory(directory.resolve("checkout"));
        lock = root.resolve(".jwasm/build.lock");
        Files.copy(Command.root().resolve("jwasm"), root.resolve("jwasm"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createDirectories(root.resolve("launcher"));
        Path maven = Files.createDirectory(directory.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\necho begin >> builds\nsleep 0.2\necho end >> builds\necho '[ERROR] as it should be'\nexit 1\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(root.resolve("jwasm").toString(), "run", "absent.wasm").redirectErrorStream(true);
        builder.environment().merge("PATH", directory.resolve("bin") + ":", (path, bin) -> bin + path);
        builder.environment().put("JWASM_BUILD", "on");
        builder.environment().put("JWASM_JAVA", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private String finish(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(1);
        return output;
    }

    /** A process number that was somebody's, and is nobody's now. */
    private static void leaveLock(Path lock) throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.createDirectories(lock);
        Files.writeString(lock.resolve("pid"), ended.pid() + "\n");
    }

    @Test
    void aLockThatWasLeftIsTakenAwayOnce() throws IOException, InterruptedException {
        leaveLock(lock);
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            processes.add(start());
        }
        for (Process process : processes) {
            assertThat(finish(process)).contains("as it should be", "the build failed");
        }
        List<String> builds = Files.readAllLines(root.resolve("builds"));
        assertThat(builds).hasSize(2 * STARTS);
        for (int i = 0; i < builds.size(); i++) {
            assertThat(builds.get(i)).isEqualTo(i % 2 == 0 ? "begin" : "end");
        }
        assertThat(lock).doesNotExist();
    }

    @Test
    void whoWaitsSaysForWhom() throws IOException, InterruptedException {
        Files.createDirectories(lock);
        Files.writeString(lock.resolve("pid"), ProcessHandle.current().pid() + "\n");
        Process process = start();
        String said = process.inputReader().readLine();
        assertThat(said).contains("waits for the build of process " + ProcessHandle.current().pid()).contains(lock.toRealPath().toString());
        Files.delete(lock.resolve("pid"));
        Files.delete(lock);
        assertThat(finish(process)).contains("the build failed");
    }

    /** What may be written to is no question for the superuser. */
    @Test
    void aCheckoutThatCannotBeWrittenToSaysSo() throws IOException, InterruptedException {
        assertThat(root.resolve("launcher").toFile().setWritable(false)).isTrue();
        assumeThat(Files.isWritable(root.resolve("launcher"))).isFalse();
        assertThat(finish(start())).contains("can't be written to");
    }
}
