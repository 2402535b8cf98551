// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** That a probe goes as deep as it says, compiled too. */
class StackProbeTest {

    private static final int STACK = 4 << 20;
    /** Compiled code keeps some of the 64 values of a frame in registers. */
    private static final int LEAST_FRAME = 400;

    @Test
    void framesAreLarge() throws InterruptedException {
        assertFramesAreLarge();
        for (int i = 0; i < 200_000; i++) {
            StackProbe.small(null);
        }
        assertFramesAreLarge();
    }

    private static void assertFramesAreLarge() throws InterruptedException {
        boolean[] overflows = new boolean[2];
        Thread deep = new Thread(null, () -> {
            overflows[0] = overflows(false);
            overflows[1] = overflows(true);
        }, "deep", STACK);
        deep.start();
        deep.join();
        assertThat(overflows).containsExactly(true, true);
    }

    private static boolean overflows(boolean filled) {
        try {
            StackProbe.frame(STACK / LEAST_FRAME, filled, 0);
            return false;
        } catch (StackOverflowError e) {
            return true;
        }
    }

    @Test
    void thereIsRoomAtTheTop() throws InterruptedException {
        boolean[] roomy = new boolean[1];
        Thread fresh = new Thread(null, () -> {
            StackProbe.tiny(null);
            StackProbe.medium(null);
            StackProbe.large(null);
            roomy[0] = StackProbe.isRoomy();
        }, "fresh", STACK);
        fresh.start();
        fresh.join();
        assertThat(roomy).containsExactly(true);
    }
}
