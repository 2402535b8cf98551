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
import java.util.List;
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
    /** Of smaller files it isn't worth looking for what could be left out. */
    private static final int SMALL = 1 << 16;
    /** Before the identity of a file that wasn't read as a whole. */
    private static final String PART_OF = "run:";
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
        return read(file, false);
    }

    /**
     * Reads a module's file without the custom sections at its end that are only for debuggers of the language it was written in, named {@code .debug_} and more: often half of it. What
     * is no module, or is malformed, is read as a whole.
     */
    public static FileBytes readForRunning(Path file) throws IOException {
        return read(file, true);
    }

    private static FileBytes read(Path file, boolean running) throws IOException {
        String before = identity(file);
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            List<DebugSections.Part> parts = running && channel.size() > SMALL ? DebugSections.skip(channel) : List.of();
            byte[] bytes = parts.isEmpty() ? content(channel) : content(channel, parts);
            return new FileBytes(bytes, identity(before, identity(file), parts.isEmpty()));
        }
    }

    /** Of what was read between two looks at a file: another one for a part of it, of which nothing holds that is known of the whole. */
    static String identity(String before, String after, boolean whole) {
        if (before == null || !before.equals(after)) {
            return null;
        }
        return whole ? before : PART_OF.concat(before);
    }

    /** As {@link Files#readAllBytes}, which has the whole file in memory twice. */
    private static byte[] content(SeekableByteChannel channel) throws IOException {
        byte[] bytes = room(channel.size());
        int length = read(channel, bytes, 0, bytes.length);
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

    private static byte[] content(SeekableByteChannel channel, List<DebugSections.Part> parts) throws IOException {
        long size = 0;
        for (DebugSections.Part part : parts) {
            size += part.length();
        }
        byte[] bytes = room(size);
        int length = 0;
        for (DebugSections.Part part : parts) {
            channel.position(part.start());
            length = read(channel, bytes, length, length + (int) part.length());
        }
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    private static byte[] room(long size) {
        if (size > LARGEST) {
            throw new OutOfMemoryError("larger than an array");
        }
        return new byte[(int) size];
    }

    /** Reads until a part of the array is full, or the file ends; returns how far that was. */
    private static int read(SeekableByteChannel channel, byte[] bytes, int start, int end) throws IOException {
        int length = start;
        for (int step = 0; step >= 0 && length < end; length += Math.max(step, 0)) {
            step = channel.read(ByteBuffer.wrap(bytes, length, Math.min(STEP, end - length)));
        }
        return length;
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
