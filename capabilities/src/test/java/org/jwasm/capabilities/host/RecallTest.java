// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that are called back from their waiting. */
@Timeout(60)
class RecallTest {

    private final Recall recall = new Recall();
    private final CountDownLatch never = new CountDownLatch(1);
    private volatile boolean returned;

    private Thread start(CountDownLatch waits) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                recall.await(() -> {
                    waits.countDown();
                    never.await();
                    return null;
                });
            } catch (InterruptedException e) {
                // That is no way out either.
            }
            returned = true;
        });
    }

    @Test
    void nobodyComesBack() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        Thread early = start(waits);
        waits.await();
        assertThat(recall.<String, RuntimeException> await(() -> "not called back")).isEqualTo("not called back");
        recall.begin();
        awaitParked(early);
        Thread late = start(new CountDownLatch(1));
        awaitParked(late);
        early.interrupt();
        awaitParked(early);
        never.countDown();
        assertThat(returned).isFalse();
        assertThat(early.isAlive() && late.isAlive()).isTrue();
    }

    private static void awaitParked(Thread thread) throws InterruptedException {
        while (java.util.Arrays.stream(thread.getStackTrace()).noneMatch(frame -> frame.getMethodName().equals("stayIfBegun"))) {
            Thread.sleep(1);
        }
    }
}
