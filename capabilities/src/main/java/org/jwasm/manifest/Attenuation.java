// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.manifest;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jwasm.capabilities.ArgumentsCapability;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ClockCapability;
import org.jwasm.capabilities.DirectoryCapability;
import org.jwasm.capabilities.EnvironmentCapability;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.HttpCapability;
import org.jwasm.capabilities.LogCapability;
import org.jwasm.capabilities.NameLookupCapability;
import org.jwasm.capabilities.RandomCapability;
import org.jwasm.capabilities.Right;
import org.jwasm.capabilities.SpawnCapability;
import org.jwasm.capabilities.TcpConnectCapability;
import org.jwasm.capabilities.TcpListenCapability;
import org.jwasm.capabilities.UdpCapability;

/** Derives what settings leave of a capability. */
final class Attenuation {

    private Attenuation() {
    }

    /** The same capability if they say nothing. */
    static Capability of(Capability capability, Map<Setting, Object> settings) throws CapabilityException {
        Capability less = capability;
        for (Map.Entry<Setting, Object> each : settings.entrySet()) {
            if (each.getKey().isNarrowing() && each.getKey() != Setting.HAND_ON) {
                less = narrowed(less, each.getKey(), each.getValue(), settings);
            }
        }
        return less;
    }

    private static Capability narrowed(Capability capability, Setting setting, Object value, Map<Setting, Object> all) throws CapabilityException {
        return switch (setting) {
            case RIGHTS -> only(capability, value);
            case READ_ONLY -> Boolean.TRUE.equals(value) ? capability.only(Right.DIRECTORY_READ_ONLY) : capability;
            case EXPIRES -> CapabilityMaker.expiring(capability, value);
            case USES -> capability.uses((Long) value);
            case BYTES -> capability.bytes((Long) value);
            case RATE -> value instanceof Setting.Rate rate ? capability.rate(rate.count(), rate.period()) : capability;
            case ONLY -> only(capability, CapabilityMaker.array(all, Setting.ONLY));
            default -> scope(capability, setting, value, all);
        };
    }

    @SuppressWarnings("unchecked")
    private static Capability only(Capability capability, Object rights) throws CapabilityException {
        return capability.only((Set<Right>) rights);
    }

    private static Capability only(Capability capability, String[] patterns) throws CapabilityException {
        return switch (capability) {
            case TcpConnectCapability net -> net.only(patterns);
            case TcpListenCapability net -> net.only(patterns);
            case UdpCapability net -> net.only(patterns);
            case NameLookupCapability names -> names.only(patterns);
            default -> throw unfit(capability, Setting.ONLY);
        };
    }

    private static Capability scope(Capability capability, Setting setting, Object value, Map<Setting, Object> all) throws CapabilityException {
        return switch (capability) {
            case DirectoryCapability directory when setting == Setting.SUBDIRECTORY -> directory.subdirectory((String) value);
            // What was made of the host's has no others.
            case EnvironmentCapability environment when setting == Setting.VARIABLES -> all.containsKey(Setting.SET) ? environment
                            : environment.onlyVariables(CapabilityMaker.strings(all, Setting.VARIABLES));
            case ArgumentsCapability arguments when setting == Setting.FIRST -> arguments.first((int) Math.min(Integer.MAX_VALUE, (Long) value));
            case HttpCapability http when setting == Setting.METHODS -> http.onlyMethods(CapabilityMaker.array(all, setting));
            case HttpCapability http when setting == Setting.ORIGINS -> http.onlyOrigins(CapabilityMaker.array(all, setting));
            case LogCapability log when setting == Setting.AT_LEAST -> log.atLeast(LogCapability.Level.valueOf(((String) value).toUpperCase(Locale.ROOT)));
            case RandomCapability random when setting == Setting.SEED -> random.reseeded((Long) value);
            case ClockCapability clock -> clock(clock, setting, value);
            case SpawnCapability spawn when setting == Setting.CHILDREN || setting == Setting.DEPTH || setting == Setting.FUEL ||
                            setting == Setting.MEMORY -> spawn.limit(SpawnCapability.Resource.valueOf(setting.name()), (Long) value);
            default -> throw unfit(capability, setting);
        };
    }

    private static Capability clock(ClockCapability clock, Setting setting, Object value) throws CapabilityException {
        return switch (setting) {
            case RESOLUTION -> clock.coarser(((Duration) value).toNanos());
            case OFFSET -> clock.offset(((Duration) value).toNanos());
            case FROZEN -> Boolean.TRUE.equals(value) ? clock.frozen() : clock;
            default -> throw unfit(clock, setting);
        };
    }

    private static CapabilityException unfit(Capability capability, Setting setting) {
        return new CapabilityException(ErrorKind.INVAL, "`" + setting + "` says nothing of a capability of kind " + capability.kind());
    }
}
