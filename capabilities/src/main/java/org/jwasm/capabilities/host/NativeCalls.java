// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

/**
 * System calls as native methods of Java, whose library {@link NativeLibrary} has written: for the launcher, that can have a library. Binding them takes a
 * millisecond instead of the twenty of Java's foreign functions, and a call is one method instead of sixty while Java interprets.
 */
final class NativeCalls {

    /** The system property with the library's absolute path; empty for none. */
    private static final String LIBRARY = "jwasm.calls";

    /** Whether there are native methods; else the callers have the foreign functions. */
    static final boolean LOADED = load(System.getProperty(LIBRARY));

    private NativeCalls() {
    }

    /** @param path null if there is none */
    static boolean load(String path) {
        if (path == null || path.isEmpty() || !NativeCalls.class.getModule().isNativeAccessEnabled()) {
            return false;
        }
        try {
            System.load(path);
            return true;
        } catch (UnsatisfiedLinkError e) {
            // Gone, of another system, or where nothing can be executed.
            return false;
        }
    }

    /** As {@link LinuxSystem#call}, without another try; the call's sixth argument is 0. */
    static native long call(long number, long a, long b, long c, long d, long e);

    /** As {@link CachedReads#read}. */
    static native long read(long descriptor, byte[] array, long offset, long length, long position);
}
