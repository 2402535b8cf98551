// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.runtime;

import java.lang.StackWalker.Option;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jwasm.nodes.CodePosition;
import org.jwasm.nodes.CodeRoot;
import org.jwasm.nodes.instrument.LocalVariables;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.exception.AbstractTruffleException;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;

/**
 * Guest frames of compiled code. Truffle knows the frames of call targets only; those of compiled code are read off the
 * Java stack when something fails, and given to Truffle where the failure leaves compiled code: it is thrown through a
 * call target for each.
 *
 * <p>The line numbers of compiled code are offsets in the code of the function, counted from what the name of the method says.
 */
public final class CompiledFrames {

    /** The location of whatever fails in compiled code. */
    public static final Node HERE = new Node() {
    };
    private static final int MOST_FRAMES = 512;
    private static final int NO_TRACE = -1;
    private static final char BASE_MARK = '_';
    /** How names of methods with code of functions begin. */
    private static final String FUNCTION_MARKS = "fgpt";

    private static final StackWalker WALKER = StackWalker.getInstance(Set.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));
    private static final ThreadLocal<Pending> PENDING = new ThreadLocal<>();

    private record Place(ModuleCode code, int function, int offset) {
    }

    /** @param elsewhere whether it was made outside of compiled code, which called what failed */
    private record Pending(WeakReference<Throwable> failure, List<Site> frames, boolean elsewhere) {
    }

    /** An instruction in a compiled function. */
    private static final class Site extends Node implements CodePosition {
        private final int codeOffset;

        Site(int codeOffset) {
            this.codeOffset = codeOffset;
        }

        Place place() {
            return ((TraceRoot) getRootNode()).place;
        }

        @Override
        public int codeOffset() {
            return codeOffset;
        }
    }

    /** Stands for a function in a trace. */
    private static final class TraceRoot extends RootNode implements CodeRoot {
        private final Place place;
        private final boolean hidden;
        @Child Site site;

        TraceRoot(Place place, boolean hidden) {
            super(place.code.language());
            this.place = place;
            this.hidden = hidden;
            this.site = insert(new Site(place.offset));
        }

        @Override
        public boolean isInternal() {
            return hidden;
        }

        @Override
        public Object execute(VirtualFrame frame) {
            throw sneak((Throwable) frame.getArguments()[0]);
        }

        @Override
        public String getName() {
            return place.code.module().functionName(place.function);
        }

        @Override
        public String getQualifiedName() {
            return place.code.module().name() + "." + getName();
        }

        @Override
        public SourceSection getSourceSection() {
            return place.code.text().function(place.function);
        }

        @Override
        public SourceSection section(int codeOffset) {
            return place.code.text().instruction(place.function, codeOffset);
        }

        @Override
        public LocalVariables variables() {
            return null;
        }

        @Override
        public String toString() {
            return getName();
        }
    }

    private CompiledFrames() {
    }

    /**
     * The name of the method of a function that others call; mostly that with its code from {@code base} on, an offset in the module's bytes. One
     * that only leads there has no line numbers.
     */
    public static String methodName(int function, int base) {
        return "f" + function + BASE_MARK + base;
    }

    /** The name of the method with the code of a function where {@link #methodName} only leads to it. */
    public static String innerName(int function, int base) {
        return "t" + function + BASE_MARK + base;
    }

    /** The name of a second method with the code of a function, see {@link #methodName}. */
    public static String twinName(int function, int base) {
        return "g" + function + BASE_MARK + base;
    }

    /** The name of a method with a part of the code of a function, which the method with the rest calls. */
    public static String partName(int function, int base) {
        return "p" + function + BASE_MARK + base;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneak(Throwable throwable) throws T {
        throw (T) throwable;
    }

    /** The frames of compiled code above the first call target, the innermost first. */
    private static List<Site> walk() {
        return WALKER.walk(frames -> {
            List<Site> sites = new ArrayList<>();
            var iterator = frames.iterator();
            boolean inPart = false;
            while (iterator.hasNext() && sites.size() < MOST_FRAMES) {
                StackWalker.StackFrame frame = iterator.next();
                Class<?> type = frame.getDeclaringClass();
                ModuleCode code = CompiledCodeLoader.code(type);
                if (code != null) {
                    Place place = place(frame, code);
                    if (place != null && !inPart) {
                        sites.add(new TraceRoot(place, false).site);
                    }
                    if (place != null) {
                        inPart = frame.getMethodName().charAt(0) == 'p';
                    }
                } else if (CallTarget.class.isAssignableFrom(type)) {
                    break;
                }
            }
            return sites;
        });
    }

    /** Where in a function a frame is; null if it is of none, but of what only leads to one. */
    private static Place place(StackWalker.StackFrame frame, ModuleCode code) {
        String name = frame.getMethodName();
        int mark = name.indexOf(BASE_MARK);
        int end = name.indexOf('$');
        int line = frame.getLineNumber();
        if (line < 0 || mark < 0 || end >= 0 || FUNCTION_MARKS.indexOf(name.charAt(0)) < 0) {
            return null;
        }
        int base = Integer.parseInt(name.substring(mark + 1));
        return new Place(code, Integer.parseInt(name.substring(1, mark)), base + line);
    }

    /** Where in compiled code the caller is called from: the location of a failure to come; null if it's not from there. */
    @TruffleBoundary
    static Node location(Node given) {
        if (given != HERE) {
            return given;
        }
        List<Site> sites = walk();
        PENDING.set(new Pending(null, sites, false));
        return sites.isEmpty() ? null : sites.getFirst();
    }

    /** A failure was made at the last {@link #location}. */
    @TruffleBoundary
    static void made(Throwable failure) {
        Pending pending = PENDING.get();
        if (pending != null && pending.failure == null) {
            PENDING.set(new Pending(new WeakReference<>(failure), pending.frames, false));
        }
    }

    /** A failure comes to compiled code from elsewhere; the caller is called from there. */
    @TruffleBoundary
    public static void arrived(Throwable failure) {
        if (isTraced(failure)) {
            PENDING.set(new Pending(new WeakReference<>(failure), walk(), true));
        }
    }

    private static boolean isTraced(Throwable failure) {
        return failure instanceof AbstractTruffleException && !(failure instanceof WasmThrown);
    }

    /** A failure leaves compiled code: its frames become frames of Truffle's, but for the outermost, whose root is still to come. */
    @TruffleBoundary
    public static void left(Throwable failure) {
        Pending pending = PENDING.get();
        if (pending == null) {
            return;
        }
        PENDING.remove();
        if (pending.failure == null || pending.failure.get() != failure) {
            return;
        }
        List<Site> sites = pending.frames;
        if (pending.elsewhere && !sites.isEmpty()) {
            // The call of what failed was made there.
            pass(new TraceRoot(sites.getFirst().place(), true), sites.getFirst(), failure);
        }
        for (int i = 0; i < sites.size() - 1; i++) {
            pass(sites.get(i).getRootNode(), sites.get(i + 1), failure);
        }
    }

    private static void pass(RootNode root, Site caller, Throwable failure) {
        try {
            root.getCallTarget().call(caller, failure);
        } catch (Throwable same) {
            // As meant.
        }
    }
}
