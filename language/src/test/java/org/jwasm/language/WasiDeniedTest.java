// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the host's system refuses to the host itself is an error number to the guest: in JVMs that have few rights and little room. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class WasiDeniedTest {

    private static final int ENOUGH_FOR_JAVA = 128;

    @TempDir
    Path directory;

    @AfterEach
    void permitDeletion() throws IOException {
        for (String name : new String[]{"full", "hidden", "list"}) {
            if (Files.exists(directory.resolve(name))) {
                mode(name, "rwxrwxrwx");
            }
        }
    }

    private void mode(String name, String permissions) throws IOException {
        Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString(permissions));
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** For a user whom the modes of files bind: of root the capabilities that set it free are taken away. */
    @Test
    void modes() throws Exception {
        for (String each : new String[]{"full/d", "hidden", "list"}) {
            Files.createDirectories(directory.resolve(each));
        }
        for (String each : new String[]{"secret", "fixed", "full/f", "hidden/f"}) {
            Files.writeString(directory.resolve(each), "contents");
        }
        mode("secret", "---------");
        mode("fixed", "r--r--r--");
        mode("full", "r-xr-xr-x");
        mode("hidden", "---------");
        mode("list", "-wx-wx-wx");
        ChildJvm child = new ChildJvm(GuestOfLimitedHost.class);
        if (Files.isReadable(directory.resolve("secret"))) {
            String[] bound = {"setpriv", "--bounding-set=-dac_override,-dac_read_search"};
            assumeTrue(works("setpriv", bound[1], "true"), "NOT TESTED: modes of files don't bind this user, and setpriv can't change that");
            child.startedBy(bound);
        }
        child.run("modes", directory.toString());
        assertThat(directory.resolve("full").toFile().list()).containsExactlyInAnyOrder("d", "f");
    }

    /** The signal that the kernel sends with the error doesn't end the host. */
    @Test
    void size() throws Exception {
        assumeTrue(works("prlimit", "--fsize=100000", "true"), "NOT TESTED: prlimit isn't there");
        new ChildJvm(GuestOfLimitedHost.class).startedBy("prlimit", "--fsize=100000").options("-XX:-UsePerfData").run("size", directory.toString());
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void descriptors() throws Exception {
        String limit = String.valueOf(ENOUGH_FOR_JAVA);
        assumeTrue(works("prlimit", "--nofile=" + limit, "true"), "NOT TESTED: prlimit isn't there");
        new ChildJvm(GuestOfLimitedHost.class).run("descriptors", directory.toString(), limit);
        assertThat(directory).isEmptyDirectory();
    }
}
