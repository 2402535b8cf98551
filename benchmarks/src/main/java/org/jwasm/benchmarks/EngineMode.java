package org.jwasm.benchmarks;

import org.graalvm.polyglot.Engine;

/** Whether guest code is compiled, as the property {@code jwasm.benchmarks.mode} says: {@code graal} or {@code stock}. */
final class EngineMode {

    private EngineMode() {
    }

    /** Throws {@link IllegalStateException} if the engine isn't in the wanted mode: Truffle falls back to interpreting silently. */
    static void check(Engine engine) {
        String wanted = System.getProperty("jwasm.benchmarks.mode");
        String actual = engine.getImplementationName().equals("Interpreted") ? "stock" : "graal";
        if (!actual.equals(wanted)) {
            throw new IllegalStateException("the engine is '" + engine.getImplementationName() + "', wanted was the mode " + wanted);
        }
    }
}
