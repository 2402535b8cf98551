// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.binary;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import org.jwasm.structure.Feature;

/**
 * How to decode.
 *
 * @param features what a module may use of what came after 1.0
 * @param parallel whether the bodies of a large module are validated by more than one thread; the outcome is the same
 * @param validatedBefore whether another process has validated this very module, asked when it comes to function bodies, if they are many bytes: then each body is validated
 *            when something is made of it
 * @param progress gets the number of bytes done, never less than before, on the calling thread; may be null
 */
public record DecoderOptions(Set<Feature> features, ImplementationLimits limits, boolean parallel, BooleanSupplier validatedBefore, LongConsumer progress) {

    /** The features that a module can use. */
    public static final Set<Feature> IMPLEMENTED = Set.copyOf(EnumSet.allOf(Feature.class));

    /** Everything but the proposals that may still change, with the default limits. */
    public static final DecoderOptions DEFAULT = new DecoderOptions(EnumSet.complementOf(EnumSet.of(Feature.CUSTOM_DESCRIPTORS)),
                    ImplementationLimits.DEFAULT, true, () -> false, null);

    public DecoderOptions {
        features = Set.copyOf(features);
    }

    public DecoderOptions withFeatures(Set<Feature> newFeatures) {
        return new DecoderOptions(newFeatures, limits, parallel, validatedBefore, progress);
    }

    public DecoderOptions withLimits(ImplementationLimits newLimits) {
        return new DecoderOptions(features, newLimits, parallel, validatedBefore, progress);
    }

    public DecoderOptions withParallel(boolean newParallel) {
        return new DecoderOptions(features, limits, newParallel, validatedBefore, progress);
    }

    public DecoderOptions withProgress(LongConsumer newProgress) {
        return new DecoderOptions(features, limits, parallel, validatedBefore, newProgress);
    }

    public DecoderOptions withValidatedBefore(BooleanSupplier newValidatedBefore) {
        return new DecoderOptions(features, limits, parallel, newValidatedBefore, progress);
    }

    void report(long bytesDone) {
        if (progress != null) {
            progress.accept(bytesDone);
        }
    }
}
