// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instantiation;

import org.jwasm.nanoprocess.spi.Gate;

import com.oracle.truffle.api.interop.TruffleObject;

/**
 * A function of one nano-process as another imports it.
 *
 * @param caller the importing nano-process, or null if it is a module of the host
 */
public record CellCall(CellFunction callee, Gate caller) implements TruffleObject {

    @Override
    public String toString() {
        return callee.toString();
    }
}
