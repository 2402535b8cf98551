// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.util.List;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.wasi.WasiFunction.Definition;

/** Random bytes. */
final class RandomFunctions {

    static final List<Definition> ALL = List.of(Definition.of("random_get", "ii", (wasi, guest, a) -> fill(wasi, guest, a[0], a[1])));

    private static final int CHUNK = 1 << 16;

    private RandomFunctions() {
    }

    private static void fill(Wasi wasi, Guest guest, long pointer, long length) throws WasiException, CapabilityException {
        long left = Guest.unsigned(length);
        long address = guest.range(pointer, left);
        if (wasi.random() == null) {
            throw new WasiException(Errno.NOTCAPABLE);
        }
        while (left > 0) {
            byte[] bytes = new byte[(int) Math.min(left, CHUNK)];
            wasi.random().fill(bytes);
            guest.write(address, bytes, 0, bytes.length);
            address += bytes.length;
            left -= bytes.length;
            Safepoint.poll();
        }
    }
}
