// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier.cache;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;

import org.jwasm.binary.FileBytes;

/**
 * The digests of modules, and of the engine itself, by the states of their files, in the cache's directory, a small file for each: computing that of 25 MB takes as long as all else on the way to
 * the first instruction. Whoever could write something wrong here could do so with the code, too.
 */
final class KnownFiles {

    static final String SUFFIX = ".jwi";
    private static final int MOST_BYTES = 1024;

    private KnownFiles() {
    }

    /** The digest of a module; null if it isn't known. */
    static String find(CacheDirectory directory, FileBytes module) {
        return find(directory, module.identity());
    }

    /** What is known of a state, which may be null; null if that is nothing. */
    static String find(CacheDirectory directory, String state) {
        return state == null ? null : read(directory, name(state), state);
    }

    /** Computes the digest of a module, and takes note of it. */
    static String digest(CacheDirectory directory, FileBytes module) {
        String digest = Digests.hex(Digests.sha256(module.array()));
        note(directory, module.identity(), digest);
        return digest;
    }

    /** Takes note of the digest that belongs to a state, which may be null. */
    static void note(CacheDirectory directory, String state, String digest) {
        if (state != null) {
            try {
                directory.write(name(state), out -> out.write((state + "\n" + digest + "\n").getBytes(StandardCharsets.UTF_8)));
            } catch (IOException e) {
                // Computed the next time, too.
            }
        }
    }

    private static String name(String state) {
        return Checksum.hex(file(state)).concat(SUFFIX);
    }

    /** Which file it is, without its state: one that changed takes the place of what it was. */
    private static String file(String state) {
        return state.substring(0, state.indexOf(' '));
    }

    /** What is known of a state of a file; null if that is nothing. */
    private static String read(CacheDirectory directory, String name, String state) {
        try (RandomAccessFile file = directory.read(name)) {
            if (file == null || file.length() > MOST_BYTES) {
                return null;
            }
            byte[] bytes = new byte[(int) file.length()];
            file.readFully(bytes);
            String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
            return lines.length == 2 && lines[0].equals(state) && Digests.isHex(lines[1]) ? lines[1] : null;
        } catch (IOException e) {
            return null;
        }
    }
}
