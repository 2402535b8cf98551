// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

import org.graalvm.polyglot.io.ByteSequence;

/**
 * The content of a file as a source's bytes, which nobody copies or computes a hash of on the way to the decoder. It knows which state of which file it is, where the
 * system tells: then the same identity is the same content.
 */
public final class FileBytes implements ByteSequence {

    /** What is younger may be changed once more without its time being another: some file systems count two seconds. */
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private static final int STEP = 1 << 20;
    private static final String UNIX_ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,ctime";

    private final byte[] bytes;
    private final String identity;

    private FileBytes(byte[] bytes, String identity) {
        this.bytes = bytes;
        this.identity = identity;
    }

    /** Bytes that are of no file. */
    public static FileBytes of(byte[] bytes) {
        return new FileBytes(bytes, null);
    }

    /**
     * Bytes of a file that somebody else has read.
     *
     * @param identity of its state: the number of the file, a space, and what differs between states; null if that isn't known
     */
    public static FileBytes of(byte[] bytes, String identity) {
        return new FileBytes(bytes, identity);
    }

    /** Reads a whole file. */
    public static FileBytes read(Path file) throws IOException {
        String before = identity(file);
        byte[] bytes = content(file);
        return new FileBytes(bytes, before != null && before.equals(identity(file)) ? before : null);
    }

    /** As {@link Files#readAllBytes}, which has the whole file in memory twice. */
    private static byte[] content(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() > LARGEST) {
                throw new OutOfMemoryError("larger than an array");
            }
            byte[] bytes = new byte[(int) channel.size()];
            int length = 0;
            for (int step = 0; step >= 0 && length < bytes.length; length += Math.max(step, 0)) {
                step = channel.read(ByteBuffer.wrap(bytes, length, Math.min(STEP, bytes.length - length)));
            }
            // What has no size, as a pipe, has bytes all the same, and others grow meanwhile.
            byte[] rest = Channels.newInputStream(channel).readAllBytes();
            if (rest.length == 0 && length == bytes.length) {
                return bytes;
            }
            if (rest.length > LARGEST - length) {
                throw new OutOfMemoryError("larger than an array");
            }
            byte[] all = Arrays.copyOf(bytes, length + rest.length);
            System.arraycopy(rest, 0, all, length, rest.length);
            return all;
        }
    }

    /** Which state of which file this is: device and number, a space, size and times; null if the system doesn't tell, or it may change without being another. */
    public static String identity(Path file) {
        try {
            if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
                return null;
            }
            Map<String, Object> attributes = Files.readAttributes(file, UNIX_ATTRIBUTES);
            Instant changed = ((FileTime) attributes.get("ctime")).toInstant();
            Instant modified = ((FileTime) attributes.get("lastModifiedTime")).toInstant();
            return changed.plus(SETTLED).isAfter(Instant.now()) ? null
                            : attributes.get("dev") + ":" + attributes.get("ino") + " " + attributes.get("size") + " " + number(modified) + " " + number(changed);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }

    /** Not as a date: Java takes milliseconds to learn how dates are written. */
    private static String number(Instant time) {
        return time.getEpochSecond() + "." + time.getNano();
    }

    /** The bytes themselves; nobody changes them. */
    public byte[] array() {
        return bytes;
    }

    /** Which state of which file this is; null if that isn't known. */
    public String identity() {
        return identity;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public byte byteAt(int index) {
        return bytes[index];
    }

    @Override
    public ByteSequence subSequence(int start, int end) {
        return ByteSequence.create(toByteArray()).subSequence(start, end);
    }

    @Override
    public byte[] toByteArray() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FileBytes file && Arrays.equals(bytes, file.bytes);
    }

    /** Of the length only: sources are looked up by it, and all of a large file takes longer than comparing it with the few of the same length. */
    @Override
    public int hashCode() {
        return bytes.length;
    }
}
