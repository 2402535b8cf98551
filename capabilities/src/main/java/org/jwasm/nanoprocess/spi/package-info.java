// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** What the language implements so that there are nano-processes. Not for embedders. */
package org.jwasm.nanoprocess.spi;
