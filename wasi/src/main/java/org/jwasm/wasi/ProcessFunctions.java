// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.wasi.WasiFunction.Definition;

/** Arguments, environment variables, and the end of the process. */
final class ProcessFunctions {

    static final List<Definition> ALL = List.of(
                    Definition.of("args_get", "ii", (wasi, guest, a) -> store(guest, arguments(wasi), a[0], a[1])),
                    Definition.of("args_sizes_get", "ii", (wasi, guest, a) -> storeSizes(guest, arguments(wasi), a[0], a[1])),
                    Definition.of("environ_get", "ii", (wasi, guest, a) -> store(guest, variables(wasi), a[0], a[1])),
                    Definition.of("environ_sizes_get", "ii", (wasi, guest, a) -> storeSizes(guest, variables(wasi), a[0], a[1])),
                    Definition.withoutResult("proc_exit", "i", (wasi, guest, a) -> {
                        throw new ProcExit((int) a[0]);
                    }),
                    Definition.of("proc_raise", "i", (wasi, guest, a) -> raise((int) a[0] & 0xFF)),
                    Definition.of("sched_yield", "", (wasi, guest, a) -> Thread.yield()));

    /**
     * The numbers on Linux of the signals of WASI, at their numbers there; 0 for those that a process
     * survives by default, -1 for those that stop it.
     */
    private static final int[] DEADLY = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
                    0, 0, -1, -1, -1, -1, 0, 24, 25, 26, 27, 0, 29, 30, 31};
    private static final int SIGNALLED = 128;

    private ProcessFunctions() {
    }

    private static List<byte[]> arguments(Wasi wasi) throws CapabilityException {
        return wasi.arguments() == null ? List.of() : encode(wasi.arguments().values());
    }

    private static List<byte[]> variables(Wasi wasi) throws CapabilityException {
        if (wasi.environment() == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        wasi.environment().variables().forEach((name, value) -> texts.add(name + "=" + value));
        return encode(texts);
    }

    private static List<byte[]> encode(List<String> texts) {
        return texts.stream().map(text -> (text + "\0").getBytes(StandardCharsets.UTF_8)).toList();
    }

    private static void storeSizes(Guest guest, List<byte[]> strings, long count, long size) throws WasiException {
        guest.storeInt(count, strings.size());
        guest.storeInt(size, strings.stream().mapToLong(string -> string.length).sum());
    }

    /** Stores the strings one after the other, and the addresses of their starts. */
    private static void store(Guest guest, List<byte[]> strings, long pointers, long texts) throws WasiException {
        long pointer = pointers;
        long text = texts;
        for (byte[] string : strings) {
            guest.storeInt(pointer, text);
            guest.write(text, string, 0, string.length);
            pointer += 4;
            text += string.length;
        }
    }

    /** There are no handlers, so a signal does what it does by default; nothing could continue a stopped process. */
    private static void raise(int signal) throws WasiException {
        if (signal >= DEADLY.length) {
            throw new WasiException(Errno.INVAL);
        }
        if (DEADLY[signal] < 0) {
            throw new WasiException(Errno.NOTSUP);
        }
        if (DEADLY[signal] > 0) {
            throw new ProcExit(SIGNALLED + DEADLY[signal]);
        }
    }
}
