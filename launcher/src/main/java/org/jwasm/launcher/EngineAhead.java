// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.List;

import com.oracle.truffle.api.CompilerDirectives.CompilationFinal;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.dsl.GeneratedBy;
import com.oracle.truffle.api.instrumentation.ProvidedTags;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.GenerateLibrary;
import com.oracle.truffle.api.nodes.DenyReplace;
import com.oracle.truffle.api.nodes.Node;

/**
 * What an engine asks Java for when it is made, asked for by another thread while the module is read and the engine made: that the jars are open, and classes
 * that Java makes at each start anew, for a comparator and for the annotations that Truffle reads. Nothing depends on it.
 */
final class EngineAhead {

    /** In the order in which they are needed. */
    private static final List<Class<? extends Annotation>> ANNOTATIONS = List.of(Retention.class, GenerateLibrary.class, Target.class, Repeatable.class,
                    ExportLibrary.class, GeneratedBy.class, TruffleLanguage.Registration.class, ProvidedTags.class, TruffleInstrument.Registration.class,
                    CompilationFinal.class, Node.Child.class, DenyReplace.class, Node.Children.class);

    private EngineAhead() {
    }

    /** Begins with it, if there is another processor. */
    static void start() {
        if (Runtime.getRuntime().availableProcessors() == 1) {
            return;
        }
        try {
            Thread.ofPlatform().daemon().priority(Thread.MIN_PRIORITY).name("ahead of the engine").start(EngineAhead::prepare);
        } catch (OutOfMemoryError e) {
            Messages.debug("preparing an engine: " + e);
        }
    }

    private static void prepare() {
        try {
            Comparator.comparing(Object::hashCode);
            // Nobody has it: so all jars are looked through.
            ClassLoader.getSystemClassLoader().getResources("META-INF/services/none");
            ANNOTATIONS.forEach(EngineAhead::makeClass);
        } catch (IOException | RuntimeException e) {
            Messages.debug("preparing an engine: " + e);
        }
    }

    /** Makes the class that Java's own annotations of a type have. */
    static Class<?> makeClass(Class<? extends Annotation> annotation) {
        return Proxy.newProxyInstance(annotation.getClassLoader(), new Class<?>[]{annotation}, (proxy, method, arguments) -> null).getClass();
    }
}
