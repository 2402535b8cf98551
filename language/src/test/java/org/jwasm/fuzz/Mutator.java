// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.fuzz;

import java.util.List;
import java.util.SplittableRandom;
import org.jwasm.fuzz.Sections.Section;

/** Changes valid modules at random; the number of a mutant and the seed determine its bytes. */
final class Mutator {

    private static final long[] INTERESTING = {0, 1, 2, 0x3f, 0x40, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fff_ffffL, 0x8000_0000L,
        0xffff_ffffL, 0x1_0000_0000L, Long.MAX_VALUE, -1};

    private final List<byte[]> modules;
    private final long seed;

    Mutator(List<byte[]> modules, long seed) {
        this.modules = modules;
        this.seed = seed;
    }

    /** The bytes of a mutant. */
    byte[] mutant(int number) {
        SplittableRandom random = new SplittableRandom(seed + number * 0x9e3779b97f4a7c15L);
        Sections sections = Sections.of(pick(random));
        // One change reaches deep into the module, many find what the early checks miss.
        int changes = random.nextInt(4) == 0 ? random.nextInt(2, 12) : 1;
        for (int i = 0; i < changes; i++) {
            change(sections.list(), random);
        }
        byte[] module = sections.join(random);
        return random.nextInt(16) == 0 ? changeBytes(module, random) : module;
    }

    private byte[] pick(SplittableRandom random) {
        return modules.get(random.nextInt(modules.size()));
    }

    private void change(List<Section> sections, SplittableRandom random) {
        if (sections.isEmpty() || random.nextInt(12) == 0) {
            splice(sections, random);
            return;
        }
        int index = random.nextInt(sections.size());
        Section section = sections.get(index);
        if (section.content().length > 0) {
            sections.set(index, new Section(section.id(), changeBytes(section.content(), random)));
        }
    }

    /** Inserts a section of any module, or repeats, swaps or removes one. */
    private void splice(List<Section> sections, SplittableRandom random) {
        List<Section> others = Sections.of(pick(random)).list();
        Section other = others.get(random.nextInt(others.size()));
        if (sections.isEmpty()) {
            sections.add(other);
            return;
        }
        int index = random.nextInt(sections.size());
        switch (random.nextInt(5)) {
            case 0 -> sections.add(index, other);
            case 1 -> sections.replaceAll(section -> section.id() == other.id() ? other : section);
            case 2 -> sections.remove(index);
            case 3 -> sections.add(sections.get(index));
            default -> sections.set(index, new Section(random.nextInt(16), sections.get(index).content()));
        }
    }

    private static byte[] changeBytes(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(7)) {
            case 0, 1 -> replace(bytes, at, 1, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 2 -> replace(bytes, at, 1, (byte) random.nextInt(256));
            case 3 -> replace(bytes, at, 0, (byte) random.nextInt(256));
            case 4 -> replace(bytes, at, Math.min(random.nextInt(1, 6), bytes.length - at));
            case 5 -> replace(bytes, at, 1, Leb.unsigned(INTERESTING[random.nextInt(INTERESTING.length)], random.nextInt(8)));
            default -> copyWithin(bytes, at, random);
        };
    }

    private static byte[] copyWithin(byte[] bytes, int at, SplittableRandom random) {
        int length = random.nextInt(1, Math.min(24, bytes.length) + 1);
        int from = random.nextInt(bytes.length - length + 1);
        byte[] copied = new byte[length];
        System.arraycopy(bytes, from, copied, 0, length);
        return replace(bytes, at, random.nextBoolean() ? Math.min(length, bytes.length - at) : 0, copied);
    }

    private static byte[] replace(byte[] bytes, int at, int removed, byte... inserted) {
        byte[] result = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
        return result;
    }
}
