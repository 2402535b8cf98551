// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.tier;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** Events of the JDK's Flight Recorder. Nothing here is loaded where there is no recorder. */
final class TranslationEvents {

    private TranslationEvents() {
    }

    /** An event that has begun; null if nobody records. */
    static Recording begin() {
        if (!FlightRecorder.isInitialized()) {
            return null;
        }
        Translation event = new Translation();
        event.begin();
        return event::end;
    }

    /** Ends an event. */
    interface Recording {
        void end(String module, String function, int index, int loop, int codeSize, int classSize, long waited, String result);
    }

    @Name("jwasm.Translation")
    @Label("Translation")
    @Description("A function, or the rest of one from a loop on, was translated to bytecode of the JVM")
    @Category({"WebAssembly", "Compiled tier"})
    @StackTrace(false)
    static final class Translation extends Event {
        @Label("Module")
        String module;
        @Label("Function")
        String function;
        @Label("Function Index")
        int index;
        @Label("Loop")
        @Description("Offset of the loop in the code of the function, or -1")
        int loop;
        @Label("Code Size")
        @DataAmount
        int codeSize;
        @Label("Class Size")
        @DataAmount
        int classSize;
        @Label("Queue Wait")
        @Timespan
        long waited;
        @Label("Result")
        @Description("compiled, loaded from a cache, or why not")
        String result;

        private void end(String itsModule, String itsFunction, int itsIndex, int itsLoop, int itsCodeSize, int itsClassSize, long itsWait, String itsResult) {
            end();
            module = itsModule;
            function = itsFunction;
            index = itsIndex;
            loop = itsLoop;
            codeSize = itsCodeSize;
            classSize = itsClassSize;
            waited = itsWait;
            result = itsResult;
            commit();
        }
    }
}
