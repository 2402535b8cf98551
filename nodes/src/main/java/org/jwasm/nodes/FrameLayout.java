// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes;

/**
 * Where things are in the frame of a function. All slots are static ones: numbers have the type that the validated code
 * gives them, so there is nothing to tag.
 */
public final class FrameLayout {

    /** Slot of the {@link org.jwasm.runtime.WasmInstance} that the function belongs to. */
    public static final int INSTANCE = 0;
    /** Slot of the instance's memory 0, or null. */
    public static final int MEMORY = 1;
    /** Slot of local 0; the other locals follow, then temporaries. */
    public static final int LOCALS = 2;

    private FrameLayout() {
    }
}
