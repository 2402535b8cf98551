package org.jwasm.tier;

/** What a compiled function with many results returns, as by {@link org.jwasm.runtime.Arguments}. */
record Results(long[] numbers, Object[] objects) {
}
