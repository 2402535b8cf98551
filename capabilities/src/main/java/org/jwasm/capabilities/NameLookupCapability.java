// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

import org.jwasm.capabilities.internal.Endpoints;
import org.jwasm.runtime.ResultArray;

/** The authority to ask for the addresses of names. */
public final class NameLookupCapability extends NetworkKind<NameLookupCapability> {

    private static final Members<NameLookupCapability> MEMBERS = Members.of(NameLookupCapability.class)
                    .add("only", 0, Integer.MAX_VALUE, (self, a) -> self.only(a.strings(0).toArray(String[]::new)))
                    .add("resolve", 1, (self, a) -> new ResultArray(self.resolve(a.string(0)).stream().map(InetAddress::getHostAddress).toArray()));

    private NameLookupCapability(Origin origin, Endpoints endpoints) {
        super(origin, endpoints);
    }

    /**
     * @param patterns such as {@code *.example.org}, without ports
     * @throws IllegalArgumentException for a pattern that is none
     */
    public static NameLookupCapability of(String... patterns) {
        return of(Endpoints.of(anyPort(patterns)));
    }

    static NameLookupCapability of(Endpoints endpoints) {
        return new NameLookupCapability(Origin.original(Right.RESOLVE), endpoints);
    }

    private static String[] anyPort(String... patterns) {
        return Arrays.stream(patterns).map(pattern -> pattern + ":*").toArray(String[]::new);
    }

    /** The same for names that these patterns have as well, such as {@code api.example.org} or {@code *.example.org}. */
    @Override
    public NameLookupCapability only(String... patterns) throws CapabilityException {
        return super.only(anyPort(patterns));
    }

    @Override
    public String kind() {
        return "name-lookup";
    }

    @Override
    NameLookupCapability copy(Origin origin, Endpoints narrower) {
        return new NameLookupCapability(origin, narrower);
    }

    /** The addresses of a name that aren't private, or that a pattern has. */
    public List<InetAddress> resolve(String name) throws CapabilityException {
        return network(Right.RESOLVE, "resolve", name, _ -> addresses(name, 0, "resolve"));
    }

    @Override
    Members<?> members() {
        return MEMBERS;
    }
}
