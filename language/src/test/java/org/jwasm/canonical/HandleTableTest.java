// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.nanoprocess.spi.Gate;
import org.jwasm.runtime.WasmException;

class HandleTableTest {

    private static final int GUESSES = 1 << 20;

    /** Counts, and allows a number. */
    private static final class CountingGate extends Gate {
        private final long limit;
        private long count;

        CountingGate(long limit) {
            this.limit = limit;
        }

        @Override
        public boolean chargeHandles(long delta) {
            if (count + delta > limit) {
                return false;
            }
            count += delta;
            return true;
        }

        @Override
        public WasmException handlesExhausted() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void enter(Gate caller) {
        }

        @Override
        public void leave(Gate caller) {
        }

        @Override
        public void requireStack(Gate caller) {
        }

        @Override
        public Object receive(Object reference, Gate from) {
            return reference;
        }

        @Override
        public void lacks(String module, String name) {
        }

        @Override
        public boolean isDead() {
            return false;
        }

        @Override
        public RuntimeException fail(Throwable failure) {
            throw new UnsupportedOperationException();
        }
    }

    private static Handle handle() {
        return new Handle(ClockCapability.monotonic(), null);
    }

    /** R6: of all numbers, only those are handles that were given. */
    @Test
    void noGuessIsAHandle() {
        HandleTable table = new HandleTable(new CountingGate(Long.MAX_VALUE));
        for (int guess = -1; guess <= GUESSES; guess++) {
            assertThat(table.get(guess)).isNull();
        }
        Handle given = handle();
        int index = table.add(given);
        for (int guess = -1; guess <= GUESSES; guess++) {
            assertThat(table.get(guess)).isSameAs(guess == index ? given : null);
        }
        assertThat(table.get(Integer.MIN_VALUE)).isNull();
        assertThat(table.get(Integer.MAX_VALUE)).isNull();
    }

    @Test
    void behavesLikeAMap() {
        Random random = new Random(7);
        CountingGate gate = new CountingGate(500);
        HandleTable table = new HandleTable(gate);
        Map<Integer, Handle> model = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            if (random.nextInt(1000) < 501) {
                Handle added = handle();
                int index = table.add(added);
                assertThat(index > 0).isEqualTo(model.size() < 500);
                if (index > 0) {
                    assertThat(model.put(index, added)).as("an index in use").isNull();
                }
            } else if (!model.isEmpty()) {
                int index = model.keySet().iterator().next();
                assertThat(table.get(index)).isSameAs(model.remove(index));
                table.remove(index);
                assertThat(table.get(index)).isNull();
            }
            assertThat(gate.count).isEqualTo(model.size());
        }
        model.forEach((index, handle) -> assertThat(table.get(index)).isSameAs(handle));
    }
}
