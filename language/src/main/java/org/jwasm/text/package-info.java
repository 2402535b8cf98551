// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
/** The text format: a reader that assembles it to the binary format, and the test scripts written in it. */
package org.jwasm.text;
