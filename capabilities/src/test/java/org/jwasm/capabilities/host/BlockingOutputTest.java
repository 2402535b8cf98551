// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.OutputStreamCapability;

/** Output to a reader that doesn't read. */
class BlockingOutputTest {

    /** Takes nothing until it is opened, whatever interrupts it. */
    private static final class Gate extends OutputStream {
        final CountDownLatch open = new CountDownLatch(1);
        final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int value) {
            write(new byte[]{(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            while (true) {
                try {
                    open.await();
                    taken.write(bytes, offset, length);
                    return;
                } catch (InterruptedException e) {
                    Thread.interrupted();
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void waitingIsInterrupted() throws IOException {
        Gate gate = new Gate();
        try (BlockingOutput output = new BlockingOutput(gate)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> output.write("first".getBytes())).isInstanceOf(IOException.class).hasMessage("interrupted");
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(() -> output.write("second".getBytes())).hasMessageContaining("still waits");
            gate.open.countDown();
            while (!gate.taken.toString().equals("first")) {
                Thread.onSpinWait();
            }
            writeWhenIdle(output, "third");
            assertThat(gate.taken).hasToString("firstthird");
        }
    }

    /** The thread may not have noted yet that its write is over. */
    private static void writeWhenIdle(BlockingOutput output, String text) {
        while (true) {
            try {
                output.write(text.getBytes());
                return;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("still waits");
            }
        }
    }

    @Test
    @Timeout(60)
    void failuresReachTheWriter() throws IOException {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (BlockingOutput output = new BlockingOutput(broken)) {
            assertThatThrownBy(() -> output.write(1)).hasMessage("Broken pipe");
            assertThatThrownBy(() -> output.write(2)).hasMessage("Broken pipe");
        }
    }

    @Test
    @Timeout(60)
    void anyExceptionIsAFailureOfTheStream() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int value) {
                throw new IllegalStateException("out of order");
            }
        };
        for (OutputStreamCapability output : new OutputStreamCapability[]{OutputStreamCapability.of(broken),
                        OutputStreamCapability.ofBlocking(broken), OutputStreamCapability.ofTerminal(broken, false)}) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> output.write(new byte[]{'x'}, 0, 1)).isInstanceOf(CapabilityException.class)
                                .hasMessageContaining("out of order");
            }
        }
    }
}
