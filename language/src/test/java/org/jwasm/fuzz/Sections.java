// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A module taken apart into its sections, to be changed and put together again with right or wrong sizes. */
final class Sections {

    private static final int PREAMBLE = 8;

    /**
     * One section.
     *
     * @param id      its id
     * @param content its bytes behind the size
     */
    record Section(int id, byte[] content) {
    }

    private final byte[] preamble;
    private final List<Section> sections;

    private Sections(byte[] preamble, List<Section> sections) {
        this.preamble = preamble;
        this.sections = sections;
    }

    /** Takes a valid module apart. */
    static Sections of(byte[] module) {
        List<Section> sections = new ArrayList<>();
        int at = PREAMBLE;
        while (at < module.length) {
            int id = module[at++];
            int size = 0;
            int shift = 0;
            byte part;
            do {
                part = module[at++];
                size |= (part & 0x7f) << shift;
                shift += 7;
            } while (part < 0);
            sections.add(new Section(id, Arrays.copyOfRange(module, at, at + size)));
            at += size;
        }
        return new Sections(Arrays.copyOf(module, PREAMBLE), sections);
    }

    List<Section> list() {
        return sections;
    }

    /** Puts the module together; every 20th size is a little wrong. */
    byte[] join(SplittableRandom random) {
        ByteArrayOutputStream module = new ByteArrayOutputStream();
        module.writeBytes(preamble);
        for (Section section : sections) {
            module.write(section.id());
            int wrong = random.nextInt(20) == 0 ? random.nextInt(-2, 3) : 0;
            module.writeBytes(Leb.unsigned(Math.max(0, section.content().length + wrong), 0));
            module.writeBytes(section.content());
        }
        return module.toByteArray();
    }
}
