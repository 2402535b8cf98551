// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Revocation is transitive and at once, however many there are and whatever they do. */
class RevocationTest {

    @Test
    @Timeout(60)
    void tenThousandDescendantsInATree() throws Exception {
        Random random = new Random(1);
        AuditLog log = AuditLog.builder().build();
        Holder host = Holder.host(log);
        List<ClockCapability> all = new ArrayList<>(List.of(ClockCapability.realtime().delegate(host.child("app"))));
        ClockCapability sibling = ClockCapability.realtime().delegate(host.child("other"));
        for (int i = 0; i < 10_000; i++) {
            all.add(all.get(random.nextInt(all.size())).delegate(host.child("n" + i)));
        }
        all.getFirst().revoke();
        assertThat(all).noneMatch(Capability::isLive);
        assertThat(sibling.isLive()).isTrue();
        assertThat(log.trail().events(AuditEvent.Type.REVOCATION)).singleElement()
                        .satisfies(event -> assertThat(event.reason()).isEqualTo("with 10000 derived from it"));
    }

    /** Writers note when they begin while they are told that all is over. */
    @Test
    @Timeout(120)
    void nothingStartsAfterTheReturn() throws Exception {
        for (int round = 0; round < 300; round++) {
            AtomicBoolean over = new AtomicBoolean();
            AtomicInteger late = new AtomicInteger();
            AtomicInteger done = new AtomicInteger();
            OutputStreamCapability original = OutputStreamCapability.of(new OutputStream() {
                @Override
                public void write(int value) {
                    late.addAndGet(over.get() ? 1 : 0);
                    done.incrementAndGet();
                }
            });
            OutputStreamCapability granted = original.delegate(Holder.HOST.child("app"));
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                OutputStreamCapability own = granted.delegate(Holder.HOST.child("n" + i));
                writers.add(Thread.ofPlatform().start(() -> writeUntilRevoked(own)));
            }
            while (done.get() < 50) {
                Thread.onSpinWait();
            }
            granted.revoke();
            over.set(true);
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(late).hasValue(0);
            assertThat(original.isLive()).isTrue();
        }
    }

    private static void writeUntilRevoked(OutputStreamCapability output) {
        byte[] bytes = {1};
        while (true) {
            try {
                output.write(bytes, 0, 1);
            } catch (CapabilityException e) {
                assertThat(e.kind()).isEqualTo(ErrorKind.REVOKED);
                return;
            }
        }
    }

    /** Threads that derive while an ancestor dies leave nothing alive. */
    @Test
    @Timeout(120)
    void derivationsDuringARevocationDieToo() throws Exception {
        for (int round = 0; round < 30; round++) {
            ClockCapability root = ClockCapability.realtime();
            ClockCapability top = root.uses(Long.MAX_VALUE);
            List<List<ClockCapability>> made = List.of(new ArrayList<>(), new ArrayList<>());
            CountDownLatch started = new CountDownLatch(2);
            List<Thread> threads = new ArrayList<>();
            for (List<ClockCapability> mine : made) {
                mine.add(top);
                threads.add(Thread.ofPlatform().start(() -> {
                    started.countDown();
                    try {
                        while (true) {
                            mine.add(mine.get(mine.size() / 2).coarser(1));
                        }
                    } catch (CapabilityException e) {
                        assertThat(e.kind()).isEqualTo(ErrorKind.REVOKED);
                    }
                }));
            }
            started.await();
            // Two at once: neither may return before the other has killed what both are to kill.
            Thread second = Thread.ofPlatform().start(root::revoke);
            top.revoke();
            for (Thread thread : threads) {
                thread.join();
            }
            second.join();
            made.forEach(mine -> assertThat(mine).noneMatch(Capability::isLive));
        }
    }

    @Test
    @Timeout(60)
    void onlyTheRevokedAreWoken() throws Exception {
        PipedOutputStream sender = new PipedOutputStream();
        InputStreamCapability input = InputStreamCapability.of(new PipedInputStream(sender));
        InputStreamCapability first = input.delegate(Holder.HOST.child("first"));
        AtomicReference<Object> ended = new AtomicReference<>();
        CountDownLatch started = new CountDownLatch(1);
        Thread reader = Thread.ofPlatform().start(() -> {
            started.countDown();
            try {
                ended.set(first.read(new byte[10], 0, 10));
            } catch (CapabilityException e) {
                ended.set(e.kind());
            }
        });
        started.await();
        first.revoke();
        reader.join();
        assertThat(ended).hasValue(ErrorKind.REVOKED);
        sender.write(7);
        sender.flush();
        assertThat(input.read(new byte[10], 0, 10)).isEqualTo(1);
    }

    @Test
    @Timeout(60)
    void sleepersAndWritersAreWoken() throws Exception {
        ClockCapability clock = ClockCapability.monotonic();
        PipedOutputStream full = new PipedOutputStream();
        PipedInputStream unread = new PipedInputStream(full, 10);
        OutputStreamCapability output = OutputStreamCapability.ofBlocking(full);
        List<ErrorKind> ends = new ArrayList<>();
        List<Thread> threads = List.of(waiting(ends, () -> clock.sleep(Long.MAX_VALUE)),
                        waiting(ends, () -> output.write(new byte[100], 0, 100)));
        while (unread.available() < 10) {
            Thread.onSpinWait();
        }
        clock.revoke();
        output.revoke();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(ends).containsExactly(ErrorKind.REVOKED, ErrorKind.REVOKED);
        unread.close();
    }

    private interface Attempt {
        void run() throws CapabilityException;
    }

    private static Thread waiting(List<ErrorKind> ends, Attempt attempt) {
        return Thread.ofPlatform().start(() -> {
            try {
                attempt.run();
            } catch (CapabilityException e) {
                synchronized (ends) {
                    ends.add(e.kind());
                }
            }
        });
    }

    /** A stream that can't be woken holds a revocation up no longer than until it is seen to wait. */
    @Test
    @Timeout(60)
    void foreignCodeThatWaitsIsLeftBehind() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        CountDownLatch within = new CountDownLatch(1);
        OutputStreamCapability output = OutputStreamCapability.of(new OutputStream() {
            @Override
            public void write(int value) {
                within.countDown();
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        List<ErrorKind> ends = new ArrayList<>();
        Thread writer = waiting(ends, () -> output.write(new byte[1], 0, 1));
        within.await();
        output.revoke();
        assertThat(writer.isAlive()).isTrue();
        open.countDown();
        writer.join();
        assertThat(ends).containsExactly(ErrorKind.REVOKED);
    }

    @Test
    @Timeout(60)
    void revokingFromWithinDoesNotWait() throws Exception {
        AtomicReference<OutputStreamCapability> self = new AtomicReference<>();
        self.set(OutputStreamCapability.of(new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                self.get().revoke();
            }
        }));
        assertThatThrownBy(() -> self.get().write(new byte[1], 0, 1)).hasMessageContaining("was revoked");
    }

    @Test
    void theEndOfAHolderTakesBackWhatItHadAndGave() throws Exception {
        Holder host = Holder.host(null);
        Holder app = host.child("app");
        Holder gui = app.child("gui");
        ClockCapability original = ClockCapability.realtime();
        ClockCapability ofApp = original.delegate(app);
        ClockCapability ofGui = ofApp.delegate(gui);
        assertThat(gui.path()).isEqualTo("app/gui");
        assertThat(ofGui.grantor()).isSameAs(app);
        assertThat(app.grants()).containsExactly(ofApp);
        app.end();
        assertThat(List.of(ofApp.isLive(), ofGui.isLive(), original.isLive())).containsExactly(false, false, true);
        assertThatThrownBy(() -> original.delegate(app)).hasMessageContaining("app has ended");
        assertThatThrownBy(() -> host.child("a/b")).isInstanceOf(IllegalArgumentException.class);
    }
}
