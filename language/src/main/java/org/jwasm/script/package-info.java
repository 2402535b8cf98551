// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * Test scripts ({@code .wast}) on this engine: {@link org.jwasm.text} reads and runs them on any engine and knows nothing of
 * this one; here is the engine; the language offers both as the evaluation of a source.
 */
package org.jwasm.script;
