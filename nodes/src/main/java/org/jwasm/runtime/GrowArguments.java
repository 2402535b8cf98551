// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import com.oracle.truffle.api.CompilerDirectives;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.interop.ArityException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;

/** What the member {@code grow} of memories and tables is called with. */
final class GrowArguments {

    private GrowArguments() {
    }

    /** The first of at most {@code most} arguments, a size that is not negative. */
    static long delta(Object[] arguments, int most, InteropLibrary interop) throws ArityException, UnsupportedTypeException {
        if (arguments.length < 1 || arguments.length > most) {
            throw ArityException.create(1, most, arguments.length);
        }
        try {
            if (interop.fitsInLong(arguments[0])) {
                long delta = interop.asLong(arguments[0]);
                if (delta >= 0) {
                    return delta;
                }
            }
        } catch (UnsupportedMessageException e) {
            throw CompilerDirectives.shouldNotReachHere(e);
        }
        throw UnsupportedTypeException.create(arguments, "expected a size that is not negative. ");
    }

    @TruffleBoundary
    static String failure(String kind, long size, long delta, String unit, long limit) {
        return "a " + kind + " of " + size + " " + unit + " can't grow by " + delta + " (limit " + limit + " " + unit + ")";
    }
}
