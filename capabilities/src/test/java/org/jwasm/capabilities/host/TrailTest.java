// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.util.HashSet;
import java.util.Set;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;

/** Deep trees and long paths, where walks by handles hold files open. */
class TrailTest {

    private static final int DEPTH = 3 * Trail.KEPT;

    private static void assertKind(ThrowingCallable action, ErrorKind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void onlyTheLastDirectoriesStayOpen() throws CapabilityException {
        Set<Integer> open = new HashSet<>();
        try (Trail<Integer> trail = new Trail<>(0, handle -> assertThat(open.remove(handle)).isTrue())) {
            assertKind(trail::leave, ErrorKind.PERM);
            for (int depth = 1; depth <= DEPTH; depth++) {
                open.add(depth);
                trail.enter(depth);
                assertThat(trail.current()).isEqualTo(depth);
                assertThat(open).hasSizeLessThanOrEqualTo(Trail.KEPT);
            }
            for (int i = 1; i < Trail.KEPT; i++) {
                trail.leave();
                assertThat(trail.current()).isEqualTo(DEPTH - i);
            }
            assertKind(trail::leave, ErrorKind.NAMETOOLONG);
            assertThat(trail.current()).isEqualTo(DEPTH - Trail.KEPT + 1);
        }
        assertThat(open).isEmpty();
    }

    @Test
    void goingBackToTheStart() throws CapabilityException {
        try (Trail<String> trail = new Trail<>("start", handle -> assertThat(handle).isNotEqualTo("start"))) {
            trail.enter("a");
            trail.leave();
            assertThat(trail.current()).isEqualTo("start");
            assertKind(trail::leave, ErrorKind.PERM);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theWalkOfLinux(@TempDir Path root) throws IOException {
        Path deepest = deepTree(root);
        String down = "d/".repeat(DEPTH);
        assertThat(ResolverProbe.outcome(root, down + "file", "read", false)).startsWith("REGULAR_FILE");
        Files.createSymbolicLink(deepest.resolve("up"), Path.of("../".repeat(Trail.KEPT - 1) + "file"));
        Files.createSymbolicLink(deepest.resolve("high"), Path.of("../".repeat(Trail.KEPT)));
        Files.writeString(root.resolve("d/".repeat(DEPTH - Trail.KEPT + 1) + "file"), "there");
        assertThat(ResolverProbe.outcome(root, down + "up", "read", false)).isEqualTo(ResolverProbe.outcome(root, down + "up", "read", true))
                        .startsWith("REGULAR_FILE 5");
        assertThat(ResolverProbe.outcome(root, down + "high", "read", false)).isEqualTo("NAMETOOLONG");
        for (boolean byKernel : new boolean[]{false, true}) {
            assertThat(ResolverProbe.outcome(root, "d/./".repeat(1023) + "d/", "read", byKernel)).isEqualTo("NOENT");
            assertThat(ResolverProbe.outcome(root, "d/..".repeat(1023) + "/d/d", "read", byKernel)).isEqualTo("NAMETOOLONG");
        }
    }

    @Test
    void theWalkByJavasHandles(@TempDir Path root) throws Exception {
        deepTree(root);
        if (!(Files.newDirectoryStream(root) instanceof SecureDirectoryStream<Path> handle)) {
            return;
        }
        StreamDirectory directory = new StreamDirectory(handle, root);
        assertThat(directory.status("d/".repeat(DEPTH) + "file", true).size()).isEqualTo(4);
        assertKind(() -> directory.status("d/".repeat(DEPTH) + "../".repeat(Trail.KEPT) + "d", true), ErrorKind.NAMETOOLONG);
        assertKind(() -> directory.status("d/".repeat(2048), true), ErrorKind.NAMETOOLONG);
        directory.close();
    }

    private static Path deepTree(Path root) throws IOException {
        Path deepest = Files.createDirectories(root.resolve("d/".repeat(DEPTH)));
        Files.writeString(deepest.resolve("file"), "here");
        return deepest;
    }
}
