// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A source of random bytes. */
public final class RandomCapability extends Kind<RandomCapability> {

    private static final Members<RandomCapability> MEMBERS = Members.of(RandomCapability.class)
                    .add("reseeded", 1, (self, a) -> self.reseeded(a.number(0)))
                    .add("take", 1, (self, a) -> {
                        byte[] bytes = new byte[a.size(0)];
                        self.fill(bytes);
                        return new Bytes(bytes);
                    });

    private final Consumer<byte[]> source;

    private RandomCapability(Origin origin, Consumer<byte[]> source) {
        super(origin);
        this.source = source;
    }

    /** Bytes that nobody can predict. */
    public static RandomCapability secure() {
        return new RandomCapability(Origin.original(Right.READ), SystemRandom::fill);
    }

    /** The same sequence for the same seed: for repeatable runs, not for secrets. */
    public static RandomCapability seeded(long seed) {
        return new RandomCapability(Origin.original(Right.READ), sequence(seed));
    }

    private static Consumer<byte[]> sequence(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return bytes -> {
            synchronized (random) {
                random.nextBytes(bytes);
            }
        };
    }

    @Override
    public String kind() {
        return "random";
    }

    @Override
    RandomCapability copy(Origin origin) {
        return new RandomCapability(origin, source);
    }

    /** The same sequence for the same seed instead of what this source gives. */
    public RandomCapability reseeded(long seed) throws CapabilityException {
        return derive("reseeded", () -> new RandomCapability(Origin.same(this), sequence(seed)));
    }

    /** Fills the array. */
    public void fill(byte[] bytes) throws CapabilityException {
        enter(Right.READ, "fill", null);
        try {
            takeAll(bytes.length, "fill");
            source.accept(bytes);
        } finally {
            exit();
        }
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
