// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TurnTest {

    private static final int THREADS = 4;
    private static final int ENTRIES = 20_000;

    private int inside;

    /** Who looks whom the others wait for may meet one that has just come in and not said so yet. */
    @Test
    void manyWaitForOne() throws Exception {
        Turn turn = new Turn();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                all.add(threads.submit(() -> {
                    for (int entry = 0; entry < ENTRIES; entry++) {
                        assertThat(turn.enter()).isTrue();
                        assertThat(++inside).isEqualTo(1);
                        Thread.onSpinWait();
                        inside--;
                        turn.leave();
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(turn.inside()).isNull();
    }

    @Test
    void aCircleIsRefused() throws Exception {
        Turn first = new Turn();
        Turn second = new Turn();
        Thread[] other = new Thread[1];
        CountDownLatch held = new CountDownLatch(1);
        assertThat(first.enter()).isTrue();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Boolean> waits = threads.submit(() -> {
                assertThat(second.enter()).isTrue();
                other[0] = Thread.currentThread();
                held.countDown();
                return first.enter();
            });
            held.await();
            while (other[0].getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            assertThat(second.enter()).isFalse();
            first.leave();
            assertThat(waits.get(1, TimeUnit.MINUTES)).isTrue();
        }
    }
}
