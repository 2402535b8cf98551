// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.io.IOException;
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
        byte[] bytes = Files.readAllBytes(file);
        return new FileBytes(bytes, before != null && before.equals(identity(file)) ? before : null);
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
                            : attributes.get("dev") + ":" + attributes.get("ino") + " " + attributes.get("size") + " " + modified + " " + changed;
        } catch (IOException | RuntimeException e) {
            return null;
        }
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
