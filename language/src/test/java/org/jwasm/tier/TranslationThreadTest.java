// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class TranslationThreadTest {

    private static Thread whoRuns() throws Exception {
        CompletableFuture<Thread> runs = new CompletableFuture<>();
        TranslationThread.run(() -> runs.complete(Thread.currentThread()));
        return runs.get(10, TimeUnit.SECONDS);
    }

    /** Nobody waits for a thread to start then. */
    @Test
    void aThreadThatWasBegunDoesWhatComesFirst() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        TranslationThread.begin();
        Thread begun = null;
        while (begun == null || begun.getState() != Thread.State.TIMED_WAITING) {
            begun = Thread.getAllStackTraces().keySet().stream().filter(thread -> !before.contains(thread) && thread.getName().equals("jwasm-translation")).findFirst().orElse(
                            null);
        }
        assertThat(whoRuns()).isSameAs(begun);
        assertThat(begun.isDaemon()).isTrue();
        begun.join(10_000);
        assertThat(begun.isAlive()).isFalse();
    }

    @Test
    void withoutOneThereIsANewThread() throws Exception {
        Thread first = whoRuns();
        Thread second = whoRuns();
        assertThat(first).isNotSameAs(second);
        assertThat(second.getName()).isEqualTo("jwasm-translation");
    }
}
