// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Who gets what a call gives. */
@Timeout(60)
class TaskTest {

    /** Revoked when told so. */
    private static final class TestGate implements Gate {
        private volatile boolean live = true;
        private volatile boolean failsAfterwards;

        @Override
        public void leave() {
            // Nothing is counted.
        }

        @Override
        public void back() {
            live &= !failsAfterwards;
        }

        @Override
        public void check() throws CapabilityException {
            if (!live) {
                throw new CapabilityException(ErrorKind.REVOKED, "revoked");
            }
        }

        @Override
        public boolean isLive() {
            return live;
        }
    }

    private final TestGate gate = new TestGate();
    private final BlockingQueue<String> discarded = new LinkedBlockingQueue<>();

    @Test
    void theCallerGetsTheResult() throws Exception {
        assertThat(Task.await(() -> "result", discarded::add, gate)).isEqualTo("result");
        assertThat(discarded).isEmpty();
        assertThatThrownBy(() -> Task.await(() -> {
            throw new java.io.IOException("failed");
        }, discarded::add, gate)).isInstanceOf(java.io.IOException.class);
        assertThat(discarded).isEmpty();
    }

    @Test
    void aResultThatComesTooLateIsDiscarded() throws Exception {
        CountDownLatch abandoned = new CountDownLatch(1);
        assertThatThrownBy(() -> Task.await(() -> {
            gate.live = false;
            awaitWhateverInterrupts(abandoned);
            return "late";
        }, discarded::add, gate)).isInstanceOf(CapabilityException.class);
        assertThat(discarded).isEmpty();
        abandoned.countDown();
        assertThat(discarded.take()).isEqualTo("late");
    }

    private static void awaitWhateverInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // As a host call that can't be interrupted.
            }
        }
    }

    @Test
    void aResultThatMayNotBeHandedOverIsDiscarded() {
        gate.failsAfterwards = true;
        assertThatThrownBy(() -> Task.await(() -> "there", discarded::add, gate)).isInstanceOf(CapabilityException.class);
        assertThat(discarded).containsExactly("there");
    }

    @Test
    void anInterruptedCallerDiscardsIt() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> Task.await(() -> {
            caller.interrupt();
            awaitWhateverInterrupts(over);
            return "late";
        }, discarded::add, gate)).isInstanceOf(CapabilityException.class);
        assertThat(Thread.interrupted()).isTrue();
        over.countDown();
        assertThat(discarded.take()).isEqualTo("late");
    }
}
