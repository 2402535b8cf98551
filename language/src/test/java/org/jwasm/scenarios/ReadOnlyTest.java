// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;

/** S11, R3: a directory that may only be read, next to one that may be written. */
@Timeout(60)
class ReadOnlyTest extends Scenario {

    private static final int FIRST = 3;
    private static final int SECOND = 4;
    private static final List<String> PATHS = List.of("file", "new", "link");

    @TempDir
    Path temporary;

    private NanoProcess guest(boolean isReadOnly) throws Exception {
        Path first = Files.createDirectories(temporary.resolve("first"));
        Path second = Files.createDirectories(temporary.resolve("second"));
        Files.writeString(first.resolve("file"), "kept");
        Files.setLastModifiedTime(first.resolve("file"), FileTime.fromMillis(1_000_000));
        DirectoryCapability granted = DirectoryCapability.open(first, Right.DIRECTORY);
        return spawn("guest", FileGuest.module(PATHS), Endowment.builder().directory("/ro", isReadOnly ? granted.readOnly() : granted).directory("/rw",
                        DirectoryCapability.open(second, Right.DIRECTORY)).build());
    }

    private void attempt(NanoProcess guest, boolean isReadOnly) {
        long read = 0x2;
        long write = 0x40;
        List<Object> results = List.of(
                        guest.call("open", FIRST, 0, 8, read), // TRUNC with the right to read
                        guest.call("open", FIRST, 0, 0, write),
                        guest.call("open", FIRST, 1, 1, read), // CREAT
                        guest.call("touch", FIRST, 0),
                        guest.call("mkdir", FIRST, 1),
                        guest.call("link", FIRST, 0, SECOND, 2), // a second name where it may be written
                        guest.call("rename", FIRST, 0, SECOND, 1));
        if (isReadOnly) {
            assertThat(results).allSatisfy(result -> assertThat((int) result).isIn(63, 76));
        } else {
            assertThat(results).contains(0);
        }
    }

    @Test
    void unprotectedItIsChanged() throws Exception {
        attempt(guest(false), false);
        assertThat(temporary.resolve("first/file")).doesNotExist();
    }

    @Test
    void nothingChanges() throws Exception {
        NanoProcess guest = guest(true);
        attempt(guest, true);
        assertThat(Files.readString(temporary.resolve("first/file"))).isEqualTo("kept");
        assertThat(Files.getLastModifiedTime(temporary.resolve("first/file"))).isEqualTo(FileTime.fromMillis(1_000_000));
        assertThat(temporary.resolve("second").toFile().list()).isEmpty();
        assertThat(temporary.resolve("first").toFile().list()).containsExactly("file");
        assertThat(denials()).hasSizeGreaterThanOrEqualTo(6).allSatisfy(denial -> {
            assertThat(denial.holder()).isEqualTo("guest");
            assertThat(denial.importName()).startsWith("wasi_snapshot_preview1.path_");
            assertThat(denial.reason()).isNotEmpty();
        });
        assertErrno(guest.call("create", SECOND, 1), 0);
    }

    /** One number becomes the other: the rights go with what it stands for. */
    @Test
    void renumberingGainsNothing() throws Exception {
        NanoProcess guest = guest(true);
        assertErrno(guest.call("renumber", FIRST, SECOND), 0);
        assertThat((int) guest.call("create", SECOND, 1)).isIn(63, 76);
        assertErrno(guest.call("open", FIRST, 0, 0, 2L), 8);
        assertErrno(guest.call("open", SECOND, 0, 0, 2L), 0);
        assertErrno(guest.call("renumber", 4096, SECOND), 8);
        assertErrno(guest.call("renumber", -1, SECOND), 8);
    }
}
