// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wasi;

import java.util.HashMap;
import java.util.Map;

import org.jwasm.capabilities.Capability;

/** What a guest has opened by operations of its capabilities, under numbers that mean nothing to anybody else. */
public final class OperationHandles {

    private static final int LIMIT = 1024;

    private final Map<Integer, Object> open = new HashMap<>();
    private int next = 1;

    /** @throws WasiException MFILE, and the object is closed, if too many are open */
    synchronized int add(Object opened) throws WasiException {
        if (open.size() == LIMIT || next == Integer.MAX_VALUE) {
            close(opened);
            throw new WasiException(Errno.MFILE);
        }
        open.put(next, opened);
        return next++;
    }

    /** @throws WasiException BADF if there is nothing of this type under the number */
    synchronized <T> T get(long number, Class<T> type) throws WasiException {
        Object found = open.get((int) number);
        if (!type.isInstance(found)) {
            throw new WasiException(Errno.BADF);
        }
        return type.cast(found);
    }

    synchronized void close(long number) throws WasiException {
        Object closed = open.remove((int) number);
        if (closed == null) {
            throw new WasiException(Errno.BADF);
        }
        close(closed);
    }

    /** Closes all that is open. */
    public synchronized void closeAll() {
        open.values().forEach(OperationHandles::close);
        open.clear();
    }

    private static void close(Object opened) {
        switch (opened) {
            case Capability capability -> capability.revoke();
            case org.jwasm.capabilities.HttpCapability.Response response -> response.body().revoke();
            default -> throw new IllegalStateException(opened.toString());
        }
    }
}
