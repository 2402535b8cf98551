// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** Calls of streams that an embedder wrote: whatever they throw is a failure of the stream, which a guest gets as an error. */
public final class Foreign {

    /** Something that a stream does. */
    @FunctionalInterface
    public interface Call<R> {
        R run() throws IOException;
    }

    private Foreign() {
    }

    /** Truffle's own exceptions pass: they end the guest. */
    public static <R> R call(Call<R> call) throws IOException {
        try {
            return call.run();
        } catch (AbstractTruffleException e) {
            throw e;
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /** In a thread of our own, where nobody else would hear of errors either. */
    static <R> R callAlone(Call<R> call) throws IOException {
        try {
            return call.run();
        } catch (RuntimeException | Error e) {
            throw failed(e);
        }
    }

    private static IOException failed(Throwable thrown) {
        return new IOException(String.valueOf(thrown), thrown);
    }
}
