// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;

/** S2: entries of an archive are named so that extracting them leads out of the directory. */
@Timeout(60)
class ZipSlipTest extends Scenario {

    private static final int DIRECTORY = 3;
    private static final int NOTCAPABLE = 76;
    private static final int PERM = 63;
    private static final int DQUOT = 19;

    private static final List<String> BAD = List.of("../node_modules/x.js", "a/../../node_modules/x.js", "/etc/x.js", "link/x.js", "abs/x.js", "..", "a/../..");
    private static final List<String> GOOD = List.of("a.txt", "a/b.txt", "a/../c.txt", "C:\\x", "..\\x", "COM1", "...", "a/.x");
    /** Refused, but no way out. */
    private static final List<String> ODD = List.of("", "nul\0x", "a/", "x".repeat(10_000), "a/b.txt/../../../node_modules/x.js");

    @TempDir
    Path temporary;
    private Path uploads;

    @BeforeEach
    void layOut() throws IOException {
        uploads = Files.createDirectory(temporary.resolve("uploads"));
        Files.createDirectory(uploads.resolve("a"));
        Files.createDirectory(temporary.resolve("node_modules"));
        // As an archive's symbolic links would have made them.
        Files.createSymbolicLink(uploads.resolve("link"), Path.of("../node_modules"));
        Files.createSymbolicLink(uploads.resolve("abs"), temporary.resolve("node_modules"));
    }

    private List<String> outside() throws IOException {
        try (Stream<Path> paths = Files.walk(temporary)) {
            return paths.filter(Files::isRegularFile).filter(path -> !path.startsWith(uploads)).map(path -> temporary.relativize(path).toString()).toList();
        }
    }

    private NanoProcess unzip(Path root, List<String> names, DirectoryCapability granted) {
        return spawn("unzip", FileGuest.module(names), Endowment.builder().directory("/", granted).build());
    }

    /** The tool has all of the tree, as programs do, and puts its own directory in front of the name. */
    @Test
    void unprotectedItWritesOutside() throws Exception {
        NanoProcess unzip = unzip(temporary, List.of("uploads/../node_modules/x.js"), DirectoryCapability.open(temporary, Right.DIRECTORY));
        assertErrno(unzip.call("create", DIRECTORY, 0), 0);
        assertThat(outside()).containsExactly("node_modules/x.js");
    }

    @Test
    void nothingGetsOutside() throws Exception {
        DirectoryCapability granted = DirectoryCapability.open(uploads, EnumSet.of(Right.CREATE, Right.WRITE));
        NanoProcess unzip = unzip(uploads, BAD, granted);
        for (int i = 0; i < BAD.size(); i++) {
            int before = denials().size();
            assertThat((int) unzip.call("create", DIRECTORY, i)).as(BAD.get(i)).isIn(PERM, NOTCAPABLE);
            AuditEvent denial = denials().getLast();
            assertThat(denials()).as(BAD.get(i)).hasSize(before + 1);
            assertThat(denial.holder()).isEqualTo("unzip");
            assertThat(denial.importName()).isEqualTo("wasi_snapshot_preview1.path_open");
            assertThat(denial.operation()).isEqualTo("open");
            assertThat(denial.detail()).isEqualTo(BAD.get(i));
            assertThat(denial.reason()).isNotEmpty();
        }
        NanoProcess odd = spawn("odd", FileGuest.module(ODD), Endowment.builder().directory("/", granted).build());
        for (int i = 0; i < ODD.size(); i++) {
            assertThat((int) odd.call("create", DIRECTORY, i)).as(ODD.get(i)).isNotZero();
        }
        NanoProcess good = spawn("good", FileGuest.module(GOOD), Endowment.builder().directory("/", granted).build());
        for (int i = 0; i < GOOD.size(); i++) {
            assertThat((int) good.call("create", DIRECTORY, i)).as(GOOD.get(i)).isZero();
        }
        assertThat(outside()).isEmpty();
        assertThat(Files.readString(uploads.resolve("c.txt"))).isEqualTo("evil");
    }

    /** Links that the archive itself makes. */
    @Test
    void linksLeadNowhere() throws Exception {
        NanoProcess unzip = unzip(uploads, List.of("../node_modules", "mine", "mine/x.js", "/etc", "hard", "../secret"),
                        DirectoryCapability.open(uploads, Right.DIRECTORY));
        Files.writeString(temporary.resolve("secret"), "secret");
        assertErrno(unzip.call("symlink", DIRECTORY, 0, 1), PERM);
        assertErrno(unzip.call("symlink", DIRECTORY, 3, 1), PERM);
        assertErrno(unzip.call("link", DIRECTORY, 5, DIRECTORY, 4), PERM);
        assertErrno(unzip.call("rename", DIRECTORY, 5, DIRECTORY, 4), PERM);
        assertThat((int) unzip.call("create", DIRECTORY, 2)).isNotZero();
        assertThat(outside()).containsExactly("secret");
    }

    /** A bomb: it may write so many bytes and no more. */
    @Test
    void bombsStopAtTheirQuota() throws Exception {
        DirectoryCapability granted = DirectoryCapability.open(uploads, Right.DIRECTORY).bytes(10);
        NanoProcess unzip = unzip(uploads, List.of("bomb"), granted);
        assertErrno(unzip.call("open", DIRECTORY, 0, 1, 0x40L), 0);
        assertErrno(unzip.call("write", 4), 0);
        assertErrno(unzip.call("write", 4), 0);
        // Two of the four bytes, and then none.
        assertErrno(unzip.call("write", 4), 0);
        assertErrno(unzip.call("write", 4), DQUOT);
        assertThat(Files.size(uploads.resolve("bomb"))).isEqualTo(10);
    }
}
