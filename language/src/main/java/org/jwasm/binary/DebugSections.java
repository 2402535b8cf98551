// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Which parts of a file make the same module without what only debuggers of the source language read: the custom sections at its end whose names begin with {@code .debug_}, often half
 * of the file. Their removal moves nothing that has an offset in messages, as they are behind all sections that aren't custom. Spec: Binary Format, Modules; Appendix, Custom Sections.
 */
final class DebugSections {

    /** Enough of a section to see what it is. */
    private static final int WINDOW = 64;
    private static final int HEADER = 8;
    private static final int CUSTOM = 0;
    private static final byte[] PREFIX = {'.', 'd', 'e', 'b', 'u', 'g', '_'};

    private final SeekableByteChannel file;
    private final long size;
    private final byte[] window = new byte[WINDOW];
    private final List<Part> parts = new ArrayList<>();

    /** A part of the file. */
    record Part(long start, long end) {
        long length() {
            return end - start;
        }
    }

    private DebugSections(SeekableByteChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    /**
     * The parts without debug sections, in their order; none if there are no such sections, or what there is isn't well-formed: the decoder will tell of that. The file is at its beginning
     * afterwards.
     */
    static List<Part> skip(SeekableByteChannel file) throws IOException {
        DebugSections sections = new DebugSections(file);
        try {
            return sections.find() ? sections.parts : List.of();
        } catch (ModuleError e) {
            return List.of();
        } finally {
            file.position(0);
        }
    }

    private boolean find() throws IOException {
        if (!ModuleDecoder.isBinary(read(0).bytes())) {
            return false;
        }
        parts.add(new Part(0, HEADER));
        boolean found = false;
        for (long at = HEADER; at < size;) {
            ByteReader section = read(at);
            int id = section.readByte();
            long length = section.readU32() & 0xFFFF_FFFFL;
            long end = at + section.position() + length;
            if (end > size) {
                return false;
            }
            boolean debug = id == CUSTOM && isDebug(section, length);
            if (id != CUSTOM && found) {
                // Not at the end of the file.
                parts.clear();
                parts.add(new Part(0, at));
                found = false;
            }
            if (debug) {
                found = true;
            } else {
                keep(at, end);
            }
            at = end;
        }
        return found;
    }

    private void keep(long start, long end) {
        Part last = parts.getLast();
        if (last.end == start) {
            parts.set(parts.size() - 1, new Part(last.start, end));
        } else {
            parts.add(new Part(start, end));
        }
    }

    /** Only plain names, of sections that have one: of all others the decoder is to tell what is wrong with them. */
    private static boolean isDebug(ByteReader section, long length) {
        int start = section.position();
        int nameLength = section.readU32();
        int name = section.position();
        if (nameLength < PREFIX.length || nameLength > section.remaining() || name - start + nameLength > length) {
            return false;
        }
        for (int i = 0; i < nameLength; i++) {
            byte letter = section.bytes()[name + i];
            if (letter < 0 || i < PREFIX.length && letter != PREFIX[i]) {
                return false;
            }
        }
        return true;
    }

    /** Some bytes of the file, fewer at its end. */
    private ByteReader read(long position) throws IOException {
        file.position(position);
        ByteBuffer buffer = ByteBuffer.wrap(window);
        int length = 0;
        for (int count = 0; count >= 0 && length < WINDOW; length += Math.max(count, 0)) {
            count = file.read(buffer);
        }
        return new ByteReader(window, 0, length);
    }
}
