// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.InputStreamCapability;
import org.jwasm.capabilities.OutputStreamCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.oracle.truffle.api.interop.InteropLibrary;

/** Random arguments to every function over a memory of random bytes: error numbers only, and nothing outside is touched. */
class HostileCallsTest {

    private static final int SIZE = MemoryType.PAGE_SIZE;

    @TempDir
    Path temporary;

    /** Where the directory is that the guest has. */
    enum Where {
        HOST,
        MEMORY,
        ARCHIVE;

        FileSystem open(Path directory) throws IOException {
            return switch (this) {
                case HOST -> directory.getFileSystem();
                case MEMORY -> Jimfs.newFileSystem(Configuration.unix().toBuilder().setMaxSize(1 << 24).build());
                case ARCHIVE -> FileSystems.newFileSystem(URI.create("jar:" + directory.resolve("a.zip").toUri()), Map.of("create", "true"));
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(240)
    void onlyErrorNumbers(Where where) throws Exception {
        FileSystem system = where.open(temporary);
        Path outside = where == Where.HOST ? temporary : system.getPath("/top");
        Path root = Files.createDirectories(outside.resolve("a/root"));
        Files.writeString(root.resolve("x"), "x");
        Random random = new Random(46);
        WasmMemory memory = new WasmMemory(new MemoryType(AddressType.I32, Limits.atLeast(1), false), 1);
        byte[] bytes = new byte[SIZE];
        // Without clocks, so that nothing can be waited for.
        Wasi wasi = Wasi.builder().stdin(InputStreamCapability.empty()).stdout(OutputStreamCapability.discard())
                        .random(RandomCapability.seeded(1)).preopen(".", DirectoryCapability.open(root, Right.DIRECTORY)).build();
        Object names = InteropLibrary.getUncached().getMembers(InteropLibrary.getUncached().readMember(wasi, Wasi.MODULE));
        for (int round = 0; round < 20_000; round++) {
            if (round % 100 == 0) {
                fill(random, bytes);
                memory.write(0, bytes, 0, SIZE, null);
            }
            String name = (String) InteropLibrary.getUncached().readArrayElement(names, random.nextInt(46));
            if (!name.startsWith("proc_")) {
                call(wasi.function(Wasi.MODULE, name), memory, random);
            }
        }
        wasi.close();
        try (var list = Files.list(outside.resolve("a"))) {
            assertThat(list.map(path -> path.getFileName().toString().replace("/", ""))).containsExactly("root");
        }
        try (var list = Files.list(outside)) {
            assertThat(list).hasSize(1);
        }
        if (where != Where.HOST) {
            system.close();
        }
    }

    /** Bytes that often make paths, small numbers, and buffers that exist. */
    private static void fill(Random random, byte[] bytes) {
        random.nextBytes(bytes);
        for (int i = 0; i < SIZE / 2; i++) {
            bytes[i] = (byte) "../x/.a\0\0\0".charAt(random.nextInt(10));
        }
        for (int i = 0; i < 100; i++) {
            int at = random.nextInt(SIZE - 8);
            bytes[at + 1] = bytes[at + 2] = bytes[at + 3] = 0;
            bytes[at + 5] = bytes[at + 6] = bytes[at + 7] = 0;
        }
    }

    private static void call(HostFunction function, WasmMemory memory, Random random) {
        long[] values = new long[Math.max(1, function.type().params().size())];
        for (int i = 0; i < function.type().params().size(); i++) {
            values[i] = switch (random.nextInt(8)) {
                case 0, 1 -> random.nextInt(8);
                case 2, 3, 4 -> random.nextInt(SIZE);
                case 5 -> SIZE - random.nextInt(64);
                case 6 -> random.nextInt();
                default -> function.type().params().get(i) == org.jwasm.structure.NumberType.I64 ? random.nextLong() : -1;
            };
        }
        function.call(memory, values);
        assertThat(values[0]).as(function.name()).isBetween(0L, 76L);
    }
}
