// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jwasm.capabilities.Powerbox.Answer;

/** Who is asked what, and what is remembered of the answers. */
class PromptsTest {

    @TempDir
    Path directory;
    private final List<String> asked = new ArrayList<>();
    private final List<String> remembered = new ArrayList<>();
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(directory.resolve("a/b"));
        Files.writeString(directory.resolve("a/one"), "1");
        Files.writeString(directory.resolve("a/b/two"), "2");
        Files.writeString(directory.resolve("three"), "3");
        Files.createSymbolicLink(directory.resolve("a/link"), Path.of("../three"));
    }

    private DirectoryCapability asking(Powerbox powerbox, String... allowed) throws CapabilityException {
        return DirectoryCapability.open(directory, Right.DIRECTORY).askedBy(new Prompts(directory, List.of(allowed), powerbox, remembered::add)).delegate(
                        Holder.host(null).child("guest"));
    }

    private DirectoryCapability asking(Answer... given) throws CapabilityException {
        answers.addAll(List.of(given));
        return asking(question -> {
            asked.add(question.holder() + ": " + question.rule());
            return answers.remove();
        });
    }

    private static void read(DirectoryCapability capability, String path) throws CapabilityException {
        ((FileCapability) capability.open(path, EnumSet.of(OpenFlag.READ))).close();
    }

    private static void assertDenied(DirectoryCapability capability, String path) {
        assertThatThrownBy(() -> read(capability, path)).isInstanceOfSatisfying(CapabilityException.class, e -> {
            assertThat(e.isDenial()).isTrue();
            assertThat(e.kind()).isEqualTo(ErrorKind.NOTCAPABLE);
        });
    }

    @Test
    void answersAreRememberedAsLongAsTheySay() throws CapabilityException {
        DirectoryCapability capability = asking(Answer.ONCE, Answer.RUN, Answer.NO, Answer.ALWAYS);
        read(capability, "a/one");
        read(capability, "a/one");
        read(capability, "a/../a/one");
        assertDenied(capability, "three");
        assertDenied(capability, "three");
        read(capability, "a/b/two");
        assertThat(asked).containsExactly("guest: read a/one", "guest: read a/one", "guest: read three", "guest: read a/b/two");
        assertThat(remembered).containsExactly("read a/b/two");
    }

    @Test
    void directoriesCanBeAllowed() throws CapabilityException {
        DirectoryCapability capability = asking(Answer.DIRECTORY, Answer.NO);
        read(capability, "a/one");
        read(capability, "a/b/two");
        read((DirectoryCapability) capability.subdirectory("a"), "b/two");
        assertThatThrownBy(() -> capability.removeFile("a/one")).hasMessageContaining("it wasn't allowed when this was asked for");
        assertThat(asked).containsExactly("guest: read a/one", "guest: write a/one");
    }

    @Test
    void withoutAnybodyToAskOnlyWhatIsAllowedIsDone() throws CapabilityException {
        DirectoryCapability capability = asking((Powerbox) null, "read a", "write a/b");
        read(capability, "a/b/two");
        assertDenied(capability, "three");
        capability.removeFile("a/b/two");
        assertThatThrownBy(() -> capability.removeFile("a/one")).isInstanceOf(CapabilityException.class);
        // Behind the link is what isn't allowed.
        assertDenied(capability, "a/link");
    }

    @Test
    void whatIsAllowedGetsNoOtherName() throws CapabilityException {
        DirectoryCapability capability = asking((Powerbox) null, "read a", "write a");
        assertThatThrownBy(() -> capability.createLink("../three", "a/mine")).isInstanceOf(CapabilityException.class);
        assertThatThrownBy(() -> capability.link("three", capability, "a/mine")).isInstanceOf(CapabilityException.class);
        assertThatThrownBy(() -> capability.rename("three", capability, "a/mine")).isInstanceOf(CapabilityException.class);
        assertDenied(capability, "a/../three");
        assertDenied(capability, "../" + directory.getFileName() + "/three");
    }

    @Test
    void hostsAndPortsAreAskedForToo() throws CapabilityException {
        TcpConnectCapability net = TcpConnectCapability.of("127.0.0.1:*").askedBy(new Prompts(null, List.of("connect 127.0.0.1:1"), question -> {
            asked.add(question.rule());
            return Answer.NO;
        }, remembered::add));
        assertThatThrownBy(() -> net.connect("127.0.0.1", 1)).satisfies(e -> assertThat(((CapabilityException) e).isDenial()).isFalse());
        assertThatThrownBy(() -> net.connect("127.0.0.1", 2)).satisfies(e -> assertThat(((CapabilityException) e).isDenial()).isTrue());
        assertThat(asked).containsExactly("connect 127.0.0.1:2");
    }
}
