// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.nanoprocess;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jwasm.capabilities.CapabilityException;
import org.jwasm.capabilities.ControlCapability;
import org.jwasm.capabilities.ErrorKind;
import org.jwasm.capabilities.Signature;
import org.jwasm.structure.AbstractHeapType;
import org.jwasm.structure.FunctionType;
import org.jwasm.structure.NumberType;
import org.jwasm.structure.ReferenceType;
import org.jwasm.structure.ValueType;

/** A nano-process as its control capability sees it. */
record Controls(NanoProcess process) implements ControlCapability.Controlled {

    @Override
    public String path() {
        return process.path();
    }

    @Override
    public String state() {
        return process.state().toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String death() {
        Death death = process.death();
        return death == null ? "" : death.message();
    }

    @Override
    public void kill(String why) {
        process.kill(why);
    }

    @Override
    public void pause() throws CapabilityException {
        if (process.runsHere()) {
            throw new CapabilityException(ErrorKind.INVAL, "it waits for this call");
        }
        process.pause();
    }

    @Override
    public void resume() {
        process.resume();
    }

    @Override
    public boolean await(long millis) throws InterruptedException {
        try {
            process.ended().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object function(String export) {
        requireAlive();
        return process.function(export);
    }

    private void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalArgumentException(process.path() + " is dead: " + death());
        }
    }

    @Override
    public Signature signature(String export) {
        requireAlive();
        FunctionType type = process.type(export);
        if (type == null || type.results().size() > 1) {
            throw new IllegalArgumentException("`" + export + "` has several results");
        }
        List<Signature.Type> parameters = new ArrayList<>();
        type.params().forEach(each -> parameters.add(granted(export, each)));
        return new Signature(parameters, type.results().isEmpty() ? Signature.Type.NONE : granted(export, type.results().getFirst()));
    }

    private static Signature.Type granted(String export, ValueType type) {
        return switch (type) {
            case NumberType.I32 -> Signature.Type.S32;
            case NumberType.I64 -> Signature.Type.S64;
            case NumberType.F64 -> Signature.Type.F64;
            case ReferenceType reference when reference.heapType() == AbstractHeapType.EXTERN -> Signature.Type.CAPABILITY;
            default -> throw new IllegalArgumentException("`" + export + "` has the type " + type + ", which can't be granted");
        };
    }
}
