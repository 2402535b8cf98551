// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nodes.instrument;

import com.oracle.truffle.api.instrumentation.InstrumentableNode;
import com.oracle.truffle.api.instrumentation.StandardTags.StatementTag;
import com.oracle.truffle.api.instrumentation.Tag;

/** A node that debuggers can stop at. */
interface InstrumentedStatement extends InstrumentableNode {

    @Override
    default boolean isInstrumentable() {
        return true;
    }

    @Override
    default boolean hasTag(Class<? extends Tag> tag) {
        return tag == StatementTag.class;
    }
}
