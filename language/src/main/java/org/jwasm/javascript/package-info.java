// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * What GraalJS's {@code WebAssembly} object runs on: the object of that name in the polyglot bindings, whose members are
 * functions on modules, instances, memories, tables, globals, tags and exceptions. Its users are the versions of GraalJS that
 * {@link Generation} tells apart; none of GraalJS's classes is needed. Spec: WebAssembly JavaScript Interface.
 */
package org.jwasm.javascript;
