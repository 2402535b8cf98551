// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jwasm.runtime.HostFunction;
import org.jwasm.runtime.WasmMemory;
import org.jwasm.structure.AddressType;
import org.jwasm.structure.Limits;
import org.jwasm.structure.MemoryType;

/** Calls WASI as a module would, with a memory of two pages. Strings and structures lie where the methods say. */
final class TestGuest {

    static final int SIZE = 2 * MemoryType.PAGE_SIZE;
    /** Where results are stored. */
    static final int OUT = 1024;
    /** Where buffers start. */
    static final int BUFFER = 65536;
    private static final int FIRST_PATH = 2048;
    private static final int SECOND_PATH = 16384;
    private static final int VECTORS = 512;

    final Wasi wasi;
    final WasmMemory memory = new WasmMemory(new MemoryType(AddressType.I32, Limits.atLeast(2), false), 1024);

    TestGuest(Wasi wasi) {
        this.wasi = wasi;
    }

    Errno call(String name, long... arguments) {
        HostFunction function = wasi.function(Wasi.MODULE, name);
        assertThat(function.type().params()).as(name).hasSize(arguments.length);
        long[] values = Arrays.copyOf(arguments, Math.max(1, arguments.length));
        function.call(memory, values);
        return Errno.values()[(int) values[0]];
    }

    void ok(String name, long... arguments) {
        assertThat(call(name, arguments)).as(name).isEqualTo(Errno.SUCCESS);
    }

    int loadInt(long at) {
        return memory.loadInt(at, null);
    }

    long loadLong(long at) {
        return memory.loadLong(at, null);
    }

    int put(int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        memory.write(at, bytes, 0, bytes.length, null);
        return bytes.length;
    }

    String text(long at, int length) {
        return new String(bytes(at, length), StandardCharsets.UTF_8);
    }

    byte[] bytes(long at, int length) {
        byte[] bytes = new byte[length];
        memory.read(at, bytes, 0, length, null);
        return bytes;
    }

    /** A function whose first arguments are a descriptor and a path. */
    Errno path(String name, int descriptor, String path, long... more) {
        return callWith(name, new long[]{descriptor, FIRST_PATH, put(FIRST_PATH, path)}, more);
    }

    private Errno callWith(String name, long[] first, long[] more) {
        long[] all = Arrays.copyOf(first, first.length + more.length);
        System.arraycopy(more, 0, all, first.length, more.length);
        return call(name, all);
    }

    Errno status(int descriptor, boolean follow, String path) {
        return call("path_filestat_get", descriptor, follow ? 1 : 0, FIRST_PATH, put(FIRST_PATH, path), OUT);
    }

    Errno setTimes(int descriptor, boolean follow, String path, long accessed, long modified, int flags) {
        return call("path_filestat_set_times", descriptor, follow ? 1 : 0, FIRST_PATH, put(FIRST_PATH, path), accessed, modified, flags);
    }

    Errno rename(int from, String path, int to, String other) {
        return call("path_rename", from, FIRST_PATH, put(FIRST_PATH, path), to, SECOND_PATH, put(SECOND_PATH, other));
    }

    Errno link(int from, String path, int to, String other) {
        return call("path_link", from, 0, FIRST_PATH, put(FIRST_PATH, path), to, SECOND_PATH, put(SECOND_PATH, other));
    }

    Errno symlink(String contents, int directory, String path) {
        return call("path_symlink", FIRST_PATH, put(FIRST_PATH, contents), directory, SECOND_PATH, put(SECOND_PATH, path));
    }

    Errno readLink(int directory, String path, int size) {
        return path("path_readlink", directory, path, BUFFER, size, OUT);
    }

    /** The result is at {@link #OUT}. */
    Errno open(int directory, boolean follow, String path, int oflags, long base, long inheriting, int fdFlags) {
        return call("path_open", directory, follow ? 1 : 0, FIRST_PATH, put(FIRST_PATH, path), oflags, base, inheriting, fdFlags, OUT);
    }

    int opened(int directory, String path, int oflags, long base) {
        assertThat(open(directory, true, path, oflags, base, Rights.INHERITING, 0)).as(path).isEqualTo(Errno.SUCCESS);
        return loadInt(OUT);
    }

    private int vectors(int... lengths) {
        int address = BUFFER;
        for (int i = 0; i < lengths.length; i++) {
            memory.storeInt(VECTORS + 8 * i, address, null);
            memory.storeInt(VECTORS + 8 * i + 4, lengths[i], null);
            address += lengths[i];
        }
        return lengths.length;
    }

    Errno write(int descriptor, String text) {
        int length = put(BUFFER, text);
        return call("fd_write", descriptor, VECTORS, vectors(length / 2, 0, length - length / 2), OUT);
    }

    Errno read(int descriptor, int... lengths) {
        return call("fd_read", descriptor, VECTORS, vectors(lengths), OUT);
    }

    Errno writeAt(int descriptor, String text, long offset) {
        return call("fd_pwrite", descriptor, VECTORS, vectors(put(BUFFER, text)), offset, OUT);
    }

    Errno readAt(int descriptor, int length, long offset) {
        return call("fd_pread", descriptor, VECTORS, vectors(length), offset, OUT);
    }

    /** What the last read got. */
    String got() {
        return text(BUFFER, loadInt(OUT));
    }
}
