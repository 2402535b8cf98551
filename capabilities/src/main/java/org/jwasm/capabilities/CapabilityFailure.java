package org.jwasm.capabilities;

import com.oracle.truffle.api.exception.AbstractTruffleException;

/** A {@link CapabilityException} as guests of any language see it. */
final class CapabilityFailure extends AbstractTruffleException {

    private static final long serialVersionUID = 1L;

    CapabilityFailure(CapabilityException failure) {
        super(failure.kind() + ": " + failure.getMessage());
    }
}
