// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.locks.LockSupport;

/** The standard streams of the process, for threads of ours that do nothing but wait in them: the end of the process calls these back. */
public final class StandardStreams {

    /** How long is waited where somebody else made the stream one that doesn't wait. */
    private static final long PAUSE_NANOS = 1_000_000;

    private static final Recall RECALL = new Recall();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RECALL::begin, "standard-streams"));
    }

    private StandardStreams() {
    }

    /** The standard input. */
    public static InputStream input() {
        return new Input();
    }

    /** The standard output or error. */
    public static OutputStream output(FileDescriptor descriptor) {
        return new Output(descriptor);
    }

    /** A transfer that may wait in the kernel. */
    @FunctionalInterface
    private interface Transfer {
        int run() throws IOException;
    }

    private static int inKernel(Transfer transfer) throws IOException {
        try {
            return RECALL.await(() -> {
                int count = transfer.run();
                while (count == 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                    count = transfer.run();
                }
                return count;
            });
        } catch (InterruptedException e) {
            throw new InterruptedIOException(e.getMessage());
        }
    }

    private static final class Input extends InputStream {
        private final FileInputStream file = new FileInputStream(FileDescriptor.in);
        private FileChannel channel;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        /** Where bytes are there it doesn't wait, whoever's thread it is. */
        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0 || file.available() > 0) {
                return file.read(target, offset, length);
            }
            return inKernel(() -> channel().read(ByteBuffer.wrap(target, offset, length)));
        }

        private synchronized FileChannel channel() {
            if (channel == null) {
                channel = file.getChannel();
            }
            return channel;
        }

        @Override
        public int available() throws IOException {
            return file.available();
        }
    }

    private static final class Output extends OutputStream {
        private final FileChannel channel;

        Output(FileDescriptor descriptor) {
            channel = new FileOutputStream(descriptor).getChannel();
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[]{(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer source = ByteBuffer.wrap(bytes, offset, length);
            while (source.hasRemaining()) {
                inKernel(() -> channel.write(source));
            }
        }
    }
}
