// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.language;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/** Values of one context that get into another of the same engine, which shares the code of both. */
final class OtherContextsOfOneEngineTest extends OtherContextsTest {

    @Override
    Context.Builder builder(Engine shared) {
        return super.builder(shared).engine(shared);
    }
}
