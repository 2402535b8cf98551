package org.jwasm.capabilities;

import java.security.SecureRandom;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A source of random bytes. */
public final class RandomCapability extends Capability {

    /** Made on first use: it costs start-up time that most programs needn't pay. */
    private static final class Secure {
        static final SecureRandom SOURCE = new SecureRandom();
    }

    private final Consumer<byte[]> source;

    private RandomCapability(Consumer<byte[]> source) {
        super(null, Right.READ.bit());
        this.source = source;
    }

    /** Bytes that nobody can predict. */
    public static RandomCapability secure() {
        return new RandomCapability(bytes -> Secure.SOURCE.nextBytes(bytes));
    }

    /** The same sequence for the same seed: for repeatable runs, not for secrets. */
    public static RandomCapability seeded(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new RandomCapability(bytes -> {
            synchronized (random) {
                random.nextBytes(bytes);
            }
        });
    }

    @Override
    public String kind() {
        return "random";
    }

    /** Fills the array. */
    public void fill(byte[] bytes) throws CapabilityException {
        require(Right.READ);
        source.accept(bytes);
    }
}
