// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** What programs that embed jwasm can use beside the polyglot API. */
package org.jwasm.embedding;
