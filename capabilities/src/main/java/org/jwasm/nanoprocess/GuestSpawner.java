// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.Map;

import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.capabilities.SpawnCapability.Request;

/** Spawns what guests ask for, each below the nano-process that asks, with no more than that one hands on. */
record GuestSpawner(Supervisor supervisor, Map<String, Image> images) implements SpawnCapability.Spawner {

    /** Between the names of a module and of a function that a capability is bound to. */
    private static final char SEPARATOR = '#';

    @Override
    public Object spawn(SpawnCapability by, Object asked) throws CapabilityException {
        if (!(asked instanceof Request request)) {
            throw new CapabilityException(ErrorKind.INVAL, "an image, a name, and names with capabilities are asked for");
        }
        Image image = images.get(request.image());
        if (image == null) {
            throw new CapabilityException(ErrorKind.NOENT, "there is no such image");
        }
        NanoProcess parent = supervisor.processOf(by.holder());
        long fuel = by.left(SpawnCapability.Resource.FUEL);
        Limits limits = fuel == Long.MAX_VALUE ? Limits.NONE : Limits.NONE.fuel(fuel);
        Endowment endowment = endowment(by, request, limits);
        try {
            return supervisor.spawn(parent, request.name(), image, endowment, by).control().delegate(by.holder());
        } catch (NanoProcessException | IllegalArgumentException e) {
            throw new CapabilityException(ErrorKind.PERM, e.getMessage());
        }
    }

    private static Endowment endowment(SpawnCapability by, Request request, Limits limits) throws CapabilityException {
        Endowment.Builder builder = Endowment.builder().limits(limits);
        for (Map.Entry<String, Capability> grant : request.grants().entrySet()) {
            Capability capability = granted(by, grant.getValue());
            int separator = grant.getKey().lastIndexOf(SEPARATOR);
            if (separator < 0) {
                builder.grant(grant.getKey(), capability);
            } else {
                builder.bind(grant.getKey().substring(0, separator), grant.getKey().substring(separator + 1), capability);
            }
        }
        return builder.build();
    }

    private static Capability granted(SpawnCapability by, Capability capability) throws CapabilityException {
        if (capability.holder() != by.holder()) {
            throw new CapabilityException(ErrorKind.NOTCAPABLE, "a capability of another holder can't be granted");
        }
        return capability;
    }
}
