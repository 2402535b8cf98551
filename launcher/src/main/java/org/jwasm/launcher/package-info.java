// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code jwasm}: turns command lines into capabilities, runs guests on their own thread, and tells what went
 * wrong in the user's words.
 */
package org.jwasm.launcher;
