// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * What the compiled tier keeps in a directory from one process to the next: {@link org.jwasm.tier.cache.CodeCache} is the way in.
 *
 * <p>What is read becomes code of this process, so nothing is read from where others can write, nothing is used that is
 * damaged, and of the rest only what names no more than translated code names.
 */
package org.jwasm.tier.cache;
