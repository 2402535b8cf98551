// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.OpenFlag;

@EnabledOnOs(OS.LINUX)
final class LinuxNodeTest {

    @TempDir
    private Path directory;

    private LinuxFile open() throws IOException, CapabilityException {
        Files.writeString(directory.resolve("file"), "content");
        LinuxDirectory parent = LinuxDirectory.open(directory.toString());
        LinuxFile file = (LinuxFile) parent.open("file", OpenFlag.READ.bit());
        parent.close();
        return file;
    }

    /** Whether the descriptor is this file's; another thread may get the number as soon as it is closed. */
    private boolean isOpen(int descriptor) throws IOException {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        return Files.exists(link, LinkOption.NOFOLLOW_LINKS) && Files.readSymbolicLink(link).equals(directory.toRealPath().resolve("file"));
    }

    private static int descriptor(LinuxNode node) throws CapabilityException {
        int descriptor = node.acquire();
        node.release();
        return descriptor;
    }

    private static void assertClosed(LinuxNode node) {
        assertThatThrownBy(node::acquire).isInstanceOfSatisfying(CapabilityException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BADF));
    }

    @Test
    void theLastOwnerClosesIt() throws IOException, CapabilityException {
        LinuxFile file = open();
        int descriptor = descriptor(file);
        file.share();
        file.close();
        assertThat(descriptor(file)).isEqualTo(descriptor);
        assertThat(isOpen(descriptor)).isTrue();
        file.close();
        assertThat(isOpen(descriptor)).isFalse();
        assertClosed(file);
    }

    @Test
    void aCallThatRunsKeepsItOpen() throws IOException, CapabilityException {
        LinuxFile file = open();
        int descriptor = file.acquire();
        assertThat(file.acquire()).isEqualTo(descriptor);
        file.close();
        assertClosed(file);
        file.release();
        assertThat(isOpen(descriptor)).isTrue();
        file.release();
        assertThat(isOpen(descriptor)).isFalse();
    }

    /** Else its number, which may be another file's by then, would be used. */
    @Test
    void nothingOpensItAgain() throws IOException, CapabilityException {
        LinuxFile file = open();
        file.close();
        file.share();
        assertClosed(file);
        file.close();
        assertClosed(file);
        file.close();
        file.share();
        assertClosed(file);
    }

    @Test
    void nobodyMayShareWhatOnlyACallKeepsOpen() throws IOException, CapabilityException {
        LinuxFile file = open();
        int descriptor = file.acquire();
        file.close();
        file.share();
        assertClosed(file);
        file.release();
        assertThat(isOpen(descriptor)).isFalse();
    }
}
