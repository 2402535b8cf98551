// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The threads of this process as the system knows them: those of the JVM's own too, of which Java has no objects. */
public final class HostThreads {

    private static final Path TASKS = Path.of("/proc/self/task");
    /** What {@code setpriority} is about: one thread, where there are threads. */
    private static final int PRIO_PROCESS = 0;

    private HostThreads() {
    }

    /**
     * Gives threads less of the processors than others that want them as well. Where the system has no such thing, nothing happens.
     *
     * @param name what their names begin with; Linux keeps 15 characters of a name
     * @param niceness from 0 for what threads have on their own to 19 for the least, as of {@code nice}
     */
    public static void lower(String name, int niceness) {
        if (!LinuxSystem.isSupported()) {
            return;
        }
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
            for (Path task : tasks) {
                if (isNamed(task, name)) {
                    LinuxSystem.call(LinuxSystem.Call.SETPRIORITY, PRIO_PROCESS, Integer.parseInt(task.getFileName().toString()), niceness);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // Without /proc there is no telling which threads these are.
        }
    }

    private static boolean isNamed(Path task, String name) {
        try {
            return Files.readString(task.resolve("comm")).startsWith(name);
        } catch (IOException e) {
            // It has ended meanwhile.
            return false;
        }
    }
}
