// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import java.util.Map;

/**
 * What the name section says; malformed ones count as absent. Spec: Appendix, Custom Sections, Name Section.
 *
 * @param module the module's own name, or null
 * @param functions names by function index
 * @param locals names by function index, then local index
 * @param others names of the further index spaces, by subsection id, then index
 */
public record Names(String module, Map<Integer, String> functions, Map<Integer, Map<Integer, String>> locals,
                Map<Integer, Map<Integer, String>> others) {

    /** The id of the subsection with the names of tags. */
    public static final int TAGS = 11;

    public static final Names NONE = new Names(null, Map.of(), Map.of(), Map.of());
}
