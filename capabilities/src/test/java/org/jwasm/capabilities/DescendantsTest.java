// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is opened through a directory dies with it, whenever it was opened and whatever was closed in between; nothing is left of what is gone. */
class DescendantsTest {

    @TempDir
    private Path root;

    private Capability open(DirectoryCapability directory) throws CapabilityException {
        return directory.open("file", EnumSet.of(OpenFlag.READ));
    }

    @Test
    void revocationReachesWhatWasOpenedBeforeAndAfterOthersWereClosed() throws Exception {
        Files.writeString(root.resolve("file"), "");
        Random random = new Random(3);
        for (int round = 0; round < 50; round++) {
            DirectoryCapability directory = DirectoryCapability.open(root, Right.DIRECTORY);
            List<Capability> open = new ArrayList<>();
            List<Capability> closed = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                if (open.isEmpty() || random.nextInt(3) > 0) {
                    open.add(open(directory));
                } else {
                    Capability gone = open.remove(random.nextInt(open.size()));
                    gone.revoke();
                    closed.add(gone);
                }
            }
            assertThat(open).allMatch(Capability::isLive);
            assertThat(closed).noneMatch(Capability::isLive);
            directory.revoke();
            assertThat(open).noneMatch(Capability::isLive);
        }
    }

    /** Against a list. */
    @Test
    void theChainHasWhatWasAddedAndNotRemoved() throws Exception {
        Random random = new Random(4);
        Descendants chain = new Descendants();
        Map<Capability, Descendants.Link> expected = new LinkedHashMap<>();
        List<Descendants.Link> removed = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            if (expected.isEmpty() || random.nextInt(5) > 1) {
                ClockCapability child = ClockCapability.monotonic();
                expected.put(child, chain.add(child));
            } else {
                Capability child = List.copyOf(expected.keySet()).get(random.nextInt(expected.size()));
                removed.add(expected.get(child));
                chain.remove(expected.remove(child));
            }
            if (i % 100 == 0 && !removed.isEmpty()) {
                chain.remove(removed.get(random.nextInt(removed.size())));
                assertThat(chain.all()).containsExactlyInAnyOrderElementsOf(expected.keySet());
            }
        }
        assertThat(chain.all()).isEqualTo(new ArrayList<>(expected.keySet()).reversed());
    }

    @Test
    @Timeout(60)
    void whatIsDroppedIsGarbage() throws Exception {
        Descendants chain = new Descendants();
        ClockCapability kept = ClockCapability.monotonic();
        chain.add(kept);
        WeakReference<Descendants.Link> link = new WeakReference<>(chain.add(ClockCapability.monotonic()));
        while (!chain.all().equals(List.of(kept))) {
            System.gc();
        }
        // The place in the chain goes with the next that comes, once the collector has said so.
        while (link.get() != null) {
            chain.remove(chain.add(kept));
            System.gc();
            Thread.sleep(1);
        }
        assertThat(chain.all()).containsExactly(kept);
    }
}
