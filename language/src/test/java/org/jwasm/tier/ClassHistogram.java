// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import java.lang.management.ManagementFactory;

import javax.management.JMException;
import javax.management.ObjectName;

/** What the JVM has of classes of functions. */
final class ClassHistogram {

    private ClassHistogram() {
    }

    /** How many classes of functions have an object, which is so for each as long as it can be reached; collects garbage before. */
    static long compiledClasses() {
        try {
            Object[] arguments = {new String[0]};
            String[] signature = {String[].class.getName()};
            Object histogram = ManagementFactory.getPlatformMBeanServer().invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
                            arguments, signature);
            return histogram.toString().lines().filter(line -> line.contains(CompiledClasses.PACKAGE + ".")).count();
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
