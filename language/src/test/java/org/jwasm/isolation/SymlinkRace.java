// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.isolation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;
import org.jwasm.nanoprocess.Supervisor;

/**
 * Two nano-processes in one directory: the first has {@code current} be a directory and a link to the outside in turns, the second
 * opens, reads and writes through it all the time. Alone: {@code scripts/symlink-race}.
 */
final class SymlinkRace implements AutoCloseable {

    private static final String IMPORT = "(import \"wasi_snapshot_preview1\" ";
    private static final String SWAPPER = "(module " + IMPORT + """
                    "path_rename" (func $rename (param i32 i32 i32 i32 i32 i32) (result i32)))
                      (memory (export "memory") 1)
                      (data (i32.const 0) "directorylinkcurrent")
                      (func $move (param i32 i32 i32 i32)
                        (drop (call $rename (i32.const 3) (local.get 0) (local.get 1) (i32.const 3) (local.get 2) (local.get 3))))
                      (func (export "swap") (param $rounds i32)
                        (loop $again
                          (call $move (i32.const 0) (i32.const 9) (i32.const 13) (i32.const 7))
                          (call $move (i32.const 13) (i32.const 7) (i32.const 0) (i32.const 9))
                          (call $move (i32.const 9) (i32.const 4) (i32.const 13) (i32.const 7))
                          (call $move (i32.const 13) (i32.const 7) (i32.const 9) (i32.const 4))
                          (br_if $again (local.tee $rounds (i32.sub (local.get $rounds) (i32.const 1)))))))""";
    /** Counts at 0 what it opened inside, at 8 what was refused, at 16 what it opened outside. */
    private static final String OPENER = "(module " + IMPORT + """
                    "path_open" (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
                    """ + IMPORT + """
                    "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
                    """ + IMPORT + """
                    "fd_close" (func $close (param i32) (result i32)))
                    """ + IMPORT + """
                    "path_filestat_set_times" (func $touch (param i32 i32 i32 i32 i64 i64 i32) (result i32)))
                      (memory (export "memory") 1)
                      (data (i32.const 100) "current/file")
                      (data (i32.const 200) "\\2c\\01\\00\\00\\01\\00\\00\\00")
                      (func $count (param i32) (i64.store (local.get 0) (i64.add (i64.load (local.get 0)) (i64.const 1))))
                      (func (export "open") (param $tries i32) (param $flags i32) (param $rights i64)
                        (loop $again
                          (if (call $open (i32.const 3) (local.get $flags) (i32.const 100) (i32.const 12) (i32.const 0) (local.get $rights) (i64.const 0)
                                (i32.const 0) (i32.const 24))
                            (then (call $count (i32.const 8)))
                            (else
                              (i32.store8 (i32.const 300) (i32.const 0))
                              (drop (call $read (i32.load (i32.const 24)) (i32.const 200) (i32.const 1) (i32.const 208)))
                              ;; The file inside starts with an i.
                              (call $count (select (i32.const 0) (i32.const 16) (i32.eq (i32.load8_u (i32.const 300)) (i32.const 105))))
                              (drop (call $close (i32.load (i32.const 24))))))
                          (drop (call $touch (i32.const 3) (i32.const 1) (i32.const 100) (i32.const 12) (i64.const 0) (i64.const 0) (i32.const 5)))
                          (br_if $again (local.tee $tries (i32.sub (local.get $tries) (i32.const 1))))))
                      (func (export "count") (param i32) (result i64) (i64.load (local.get 0))))""";
    private static final long READ = 2;
    private static final int FOLLOW = 1;

    private final Supervisor supervisor = Supervisor.create();
    private final Path outside;
    private final long before;
    private final NanoProcess swapper;
    private final NanoProcess opener;

    SymlinkRace(Path temporary) throws IOException, CapabilityException {
        outside = Files.createDirectory(temporary.resolve("outside"));
        Files.writeString(outside.resolve("file"), "outside");
        before = Files.getLastModifiedTime(outside.resolve("file")).toMillis();
        Path root = Files.createDirectory(temporary.resolve("root"));
        Files.createDirectory(root.resolve("directory"));
        Files.writeString(root.resolve("directory/file"), "inside");
        Files.createSymbolicLink(root.resolve("link"), Path.of("../outside"));
        DirectoryCapability directory = DirectoryCapability.open(root, Right.DIRECTORY);
        swapper = spawn("swapper", SWAPPER, directory);
        opener = spawn("opener", OPENER, directory);
    }

    private NanoProcess spawn(String name, String text, DirectoryCapability directory) throws CapabilityException {
        return supervisor.spawn(name, supervisor.load(name, text.getBytes(StandardCharsets.UTF_8)),
                        Endowment.builder().directory("/", directory).build());
    }

    /** So many tries while the other swaps all the time. */
    void run(int tries) {
        CompletableFuture<Void> swapping = CompletableFuture.runAsync(() -> {
            while (swapper.isAlive()) {
                swapper.call("swap", 100);
                if (Thread.interrupted() || done) {
                    return;
                }
            }
        }, task -> Thread.ofPlatform().daemon().start(task));
        done = false;
        for (int left = tries; left > 0; left -= 1000) {
            opener.call("open", Math.min(left, 1000), left / 1000 % 2 == 0 ? FOLLOW : 0, READ);
        }
        done = true;
        swapping.join();
    }

    private volatile boolean done;

    long inside() {
        return (Long) opener.call("count", 0);
    }

    long refused() {
        return (Long) opener.call("count", 8);
    }

    /** What got out: files opened outside, and a change there. */
    long escapes() throws IOException {
        boolean touched = Files.getLastModifiedTime(outside.resolve("file")).toMillis() != before;
        return (Long) opener.call("count", 16) + (touched ? 1 : 0);
    }

    @Override
    public void close() {
        supervisor.close();
    }

    /** Arguments: an empty directory, and for how many seconds at least. */
    public static void main(String[] arguments) throws Exception {
        long end = System.nanoTime() + Long.parseLong(arguments[1]) * 1_000_000_000;
        try (SymlinkRace race = new SymlinkRace(Path.of(arguments[0]))) {
            do {
                race.run(10_000);
            } while (System.nanoTime() < end);
            System.out.println((race.inside() + race.refused()) + " tries: " + race.inside() + " inside, " + race.refused() + " refused, " +
                            race.escapes() + " escapes");
            System.exit(race.escapes() == 0 && race.inside() > 0 && race.refused() > 0 ? 0 : 1);
        }
    }
}
