// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.Base64;
import java.util.List;

/** Something that runs modules. */
interface Peer extends AutoCloseable {

    /** What the fuel is before each call. */
    int FUEL = 150;

    /** Name and version. */
    String name();

    /** Whether a module can be run here. */
    default boolean runs(@SuppressWarnings("unused") TestModule module) {
        return true;
    }

    /**
     * Instantiates a module and does its calls.
     *
     * @return what each call did, then what memories and globals hold, then the marks; null where another project's engine crashed, with which
     *         there is nothing to compare
     */
    List<String> run(TestModule module, byte[] binary, boolean marked);

    @Override
    void close();

    /** Whether it is to run the module of a number, if that takes long. */
    default boolean hasTurn(@SuppressWarnings("unused") int number) {
        return true;
    }

    /** What {@code run} returns for the memory with the marks. */
    static String marks(byte[] bytes) {
        return TestModule.MARKS + " " + Base64.getEncoder().encodeToString(bytes);
    }
}
