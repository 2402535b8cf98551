// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;

/**
 * Bytes that nobody can predict: from the system itself where it has a file of them, as the way through Java's providers takes a program ten milliseconds of its start.
 */
final class SystemRandom {

    /** Null where there is none, as on Windows. */
    private static final InputStream SYSTEM = open();

    private SystemRandom() {
    }

    /** What stands in for the system's file; made when it is needed. */
    private static final class Java {
        static final SecureRandom SOURCE = new SecureRandom();
    }

    private static InputStream open() {
        File file = new File("/dev/urandom");
        try {
            // A plain file there, as in a bare root, tells everybody the same. And not by a channel, which an interrupted thread would close for all.
            return file.exists() && !file.isFile() ? new FileInputStream(file) : null;
        } catch (IOException e) {
            return null;
        }
    }

    static void fill(byte[] bytes) {
        if (!readSystem(bytes)) {
            Java.SOURCE.nextBytes(bytes);
        }
    }

    private static boolean readSystem(byte[] bytes) {
        try {
            return SYSTEM != null && SYSTEM.readNBytes(bytes, 0, bytes.length) == bytes.length;
        } catch (IOException e) {
            return false;
        }
    }
}
