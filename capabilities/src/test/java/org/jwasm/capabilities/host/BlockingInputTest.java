// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.InputStreamCapability;

/** Streams that end, and streams that fail in any way. */
@Timeout(60)
class BlockingInputTest {

    /** A stream that throws something else than it may, in one of its methods. */
    private static final class Broken extends InputStream {
        private final int available;

        Broken(int available) {
            this.available = available;
        }

        @Override
        public int read() {
            throw new IllegalStateException("out of order");
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            throw new IllegalStateException("out of order");
        }

        @Override
        public int available() {
            if (available < 0) {
                throw new IllegalStateException("out of order");
            }
            return available;
        }
    }

    @Test
    void theEndIsFoundWithoutWaiting() throws IOException, CapabilityException {
        PipedOutputStream writer = new PipedOutputStream();
        InputStreamCapability input = InputStreamCapability.of(new PipedInputStream(writer));
        assertThat(input.awaitReadable(0)).isFalse();
        writer.write("ab".getBytes());
        writer.flush();
        awaitReadable(input);
        byte[] bytes = new byte[10];
        assertThat(input.read(bytes, 0, 10)).isEqualTo(2);
        assertThat(input.awaitReadable(0)).isFalse();
        writer.close();
        awaitReadable(input);
        assertThat(input.read(bytes, 0, 10)).isEqualTo(-1);
        assertThat(input.awaitReadable(0)).isTrue();
    }

    private static void awaitReadable(InputStreamCapability input) throws CapabilityException {
        while (!input.awaitReadable(0)) {
            Thread.onSpinWait();
        }
    }

    @Test
    void anyExceptionIsAFailureOfTheStream() {
        // By the reading thread, by who reads, and before either.
        for (int available : new int[]{0, 5, -1}) {
            InputStreamCapability input = InputStreamCapability.of(new Broken(available));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> input.read(new byte[1], 0, 1)).isInstanceOf(CapabilityException.class)
                                .hasMessageContaining("out of order");
            }
        }
    }
}
