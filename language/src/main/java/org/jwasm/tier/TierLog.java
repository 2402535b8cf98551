// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import org.jwasm.structure.Module;

/** Tells what the tier does, for those who asked: on the standard error stream, and as events of the JDK's Flight Recorder. */
final class TierLog {

    private static final double NANOS_PER_MILLI = 1e6;
    /** Whether this JVM has a Flight Recorder at all. */
    private static final boolean RECORDER = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private final Module module;
    private final boolean traced;

    /** A translation that has begun. */
    final class Translation {
        private final Link link;
        private final int loop;
        private final long waited;
        private final TranslationEvents.Recording event;

        private Translation(Link link, int loop, long waited) {
            this.link = link;
            this.loop = loop;
            this.waited = waited;
            this.event = RECORDER ? TranslationEvents.begin() : null;
        }

        private void end(int size, String result) {
            if (event != null) {
                event.end(module.name(), module.functionName(link.function), link.function, offset(link, loop), codeSize(link), size, waited, result);
            }
        }
    }

    TierLog(Module module, boolean traced) {
        this.module = module;
        this.traced = traced;
    }

    private int codeSize(Link link) {
        return module.codeSize(link.function);
    }

    /** Where the loop is in the code of the function; -1 if it's about no loop. */
    private int offset(Link link, int loop) {
        return loop < 0 ? -1 : loop - module.codeStart(link.function);
    }

    private String what(Link link, int loop) {
        String at = loop == TranslationQueue.NO_LOOP ? "" : loop < 0 ? " from its start" : " from the loop at " + offset(link, loop);
        return module.functionName(link.function) + " " + link.function + at;
    }

    private void tell(String text) {
        if (traced) {
            System.err.println("tier: " + text);
        }
    }

    void queued(Link link, int loop, int length) {
        if (traced) {
            tell("queued %s: heat %d, %d waiting".formatted(what(link, loop), link.heat(), length));
        }
    }

    void dropped(Link link, int length) {
        if (traced) {
            tell("dropped %s: heat %d, %d waiting".formatted(what(link, TranslationQueue.NO_LOOP), link.heat(), length));
        }
    }

    Translation begin(Link link, int loop, long waited) {
        return new Translation(link, loop, waited);
    }

    void compiled(Translation translation, int size, long nanos) {
        translation.end(size, "compiled");
        if (traced) {
            Link link = translation.link;
            tell("compiled %s: %d bytes of code to %d in %.2f ms after %.2f ms in the queue".formatted(what(link, translation.loop), codeSize(link), size,
                            nanos / NANOS_PER_MILLI, translation.waited / NANOS_PER_MILLI));
        }
    }

    void loaded(Translation translation, int size, long nanos) {
        translation.end(size, "loaded");
        if (traced) {
            Link link = translation.link;
            tell("loaded %s: %d bytes of code, from the cache in %.2f ms".formatted(what(link, TranslationQueue.NO_LOOP), codeSize(link),
                            nanos / NANOS_PER_MILLI));
        }
    }

    void refused(Link link, int loop, long waited, String reason) {
        begin(link, loop, waited).end(0, reason);
        if (traced) {
            tell("refused %s: %d bytes of code: %s".formatted(what(link, loop), codeSize(link), reason));
        }
    }
}
