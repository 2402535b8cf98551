// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class HostThreadsTest {

    /** Of a line of {@code stat}, counted from behind the name. */
    private static final int NICE = 16;

    /** How nice the threads of a name are. */
    private static List<Integer> niceness(String name) throws IOException {
        List<Integer> found = new ArrayList<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                if (Files.exists(task) && Files.readString(task.resolve("comm")).strip().equals(name)) {
                    String line = Files.readString(task.resolve("stat"));
                    found.add(Integer.parseInt(line.substring(line.lastIndexOf(')') + 2).split(" ")[NICE]));
                }
            }
        }
        return found;
    }

    @Test
    void threadsAreLoweredByTheirNames() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        Runnable work = () -> {
            running.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        List<Thread> threads = List.of(Thread.ofPlatform().name("lowered").start(work), Thread.ofPlatform().name("other").start(work));
        running.await();
        int before = niceness("other").getFirst();
        HostThreads.lower("lower", before + 3);
        assertThat(niceness("lowered")).containsExactly(before + 3);
        assertThat(niceness("other")).containsExactly(before);
        HostThreads.lower("nobody", before + 5);
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
