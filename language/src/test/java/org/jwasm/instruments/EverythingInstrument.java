// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.instruments;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.Option;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.EventContext;
import com.oracle.truffle.api.instrumentation.ExecutionEventListener;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.interop.InteropException;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.NodeLibrary;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.source.SourceSection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.graalvm.options.OptionCategory;
import org.graalvm.options.OptionDescriptors;
import org.graalvm.options.OptionKey;
import org.graalvm.options.OptionStability;

/** Looks at all functions, statements and calls; at the locals too, first always and then now and then. */
@TruffleInstrument.Registration(id = EverythingInstrument.ID, name = "Everything", services = EverythingInstrument.class)
public final class EverythingInstrument extends TruffleInstrument {

    static final String ID = "everything";
    private static final int FIRST = 2000;
    private static final int SAMPLE = 10_007;

    @Option(help = "Look at everything.", category = OptionCategory.EXPERT, stability = OptionStability.STABLE, name = "") //
    static final OptionKey<Boolean> Enabled = new OptionKey<>(false);

    final LongAdder statements = new LongAdder();
    final LongAdder calls = new LongAdder();
    final LongAdder functions = new LongAdder();
    private final AtomicLong events = new AtomicLong();

    @Override
    protected OptionDescriptors getOptionDescriptors() {
        return new EverythingInstrumentOptionDescriptors();
    }

    @Override
    protected void onCreate(Env env) {
        env.registerService(this);
        attach(env, StandardTags.StatementTag.class, statements);
        attach(env, StandardTags.CallTag.class, calls);
        attach(env, StandardTags.RootTag.class, functions);
        attach(env, StandardTags.RootBodyTag.class, new LongAdder());
    }

    private void attach(Env env, Class<?> tag, LongAdder count) {
        SourceSectionFilter filter = SourceSectionFilter.newBuilder().tagIs(tag).build();
        env.getInstrumenter().attachExecutionEventListener(filter, new ExecutionEventListener() {
            @Override
            public void onEnter(EventContext context, VirtualFrame frame) {
                count.increment();
                look(context, frame.materialize());
            }

            @Override
            public void onReturnValue(EventContext context, VirtualFrame frame, Object result) {
                look(context, frame.materialize());
            }

            @Override
            public void onReturnExceptional(EventContext context, VirtualFrame frame, Throwable exception) {
                look(context, frame.materialize());
            }
        });
    }

    @TruffleBoundary
    private void look(EventContext context, MaterializedFrame frame) {
        long event = events.incrementAndGet();
        if (event > FIRST && event % SAMPLE != 0) {
            return;
        }
        SourceSection section = context.getInstrumentedSourceSection();
        if (section.isAvailable() && section.getCharacters().charAt(0) != '(') {
            throw new AssertionError(section);
        }
        Node node = context.getInstrumentedNode();
        try {
            Object scope = NodeLibrary.getUncached().getScope(node, frame, true);
            InteropLibrary interop = InteropLibrary.getUncached();
            Object names = interop.getMembers(scope);
            for (long i = 0; i < Math.min(20, interop.getArraySize(names)); i++) {
                interop.toDisplayString(interop.readMember(scope, (String) interop.readArrayElement(names, i)));
            }
        } catch (InteropException e) {
            throw new AssertionError(e);
        }
    }
}
