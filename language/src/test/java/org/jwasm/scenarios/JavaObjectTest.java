// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.graalvm.polyglot.HostAccess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.jwasm.capabilities.AuditEvent;
import org.jwasm.capabilities.Capability;
import org.jwasm.capabilities.ObjectCapability;
import org.jwasm.nanoprocess.Endowment;
import org.jwasm.nanoprocess.NanoProcess;

/** S13: an object of Java as a capability: the same rules, the same log. */
@Timeout(60)
class JavaObjectTest extends Scenario {

    private static final int NOTCAPABLE = 76;
    private static final int INVAL = 28;

    /** What a guest may see of a notifier, and more. */
    public static final class Notifier {
        final List<String> shown = new ArrayList<>();

        @HostAccess.Export
        public int show(String text) {
            shown.add(text);
            return shown.size();
        }

        @HostAccess.Export
        public int clear() {
            shown.clear();
            return 0;
        }

        public int secret() {
            return 42;
        }
    }

    private static final String GUEST = """
                    (module (import "capability" "notifier" (global $n externref)) (import "capability-method" "failure" (tag $failure (param i32)))
                      (import "capability-method" "show(string)->s32" (func $show (param externref i32 i32) (result i32)))
                      (import "capability-method" "clear()->s32" (func $clear (param externref) (result i32)))
                      (import "capability-method" "secret()->s32" (func $secret (param externref) (result i32)))
                      (import "capability-method" "getClass()->capability" (func $class (param externref) (result externref)))
                      (memory 1) (data (i32.const 0) "paid")
                      (func (export "show") (result i32) (block $caught (result i32) (try_table (result i32) (catch $failure $caught)
                        (i32.sub (i32.const 0) (call $show (global.get $n) (i32.const 0) (i32.const 4))))))
                      (func (export "clear") (result i32) (block $caught (result i32) (try_table (result i32) (catch $failure $caught) (call $clear (global.get $n)))))
                      (func (export "secret") (result i32) (block $caught (result i32) (try_table (result i32) (catch $failure $caught) (call $secret (global.get $n)))))
                      (func (export "class") (result i32) (block $caught (result i32) (try_table (catch $failure $caught) (drop (call $class (global.get $n)))) (i32.const 0))))""";

    @Test
    void unprotectedEverythingExportedIsThere() {
        Notifier notifier = new Notifier();
        NanoProcess guest = spawn("guest", GUEST, Endowment.builder().grant("notifier", supervisor.object(notifier, "show", "clear")).build());
        assertErrno(guest.call("show"), -1);
        assertErrno(guest.call("clear"), 0);
        assertThat(notifier.shown).isEmpty();
    }

    @Test
    void onlyWhatIsListed() throws Exception {
        Notifier notifier = new Notifier();
        ObjectCapability original = supervisor.object(notifier, "show", "clear", "secret");
        NanoProcess guest = spawn("guest", GUEST, Endowment.builder().grant("notifier", original.onlyMembers("show", "secret")).build());
        assertErrno(guest.call("show"), -1);
        assertThat(notifier.shown).containsExactly("paid");
        assertErrno(guest.call("clear"), NOTCAPABLE);
        assertErrno(guest.call("class"), NOTCAPABLE);
        assertThat((int) guest.call("secret")).as("it isn't exported").isIn(INVAL, NOTCAPABLE);
        assertThat(denied()).contains("guest object member: it has no member \"clear\"");
        assertThat(notifier.shown).containsExactly("paid");
        Capability granted = guest.endowment().named().get("notifier");
        granted.revoke();
        assertErrno(guest.call("show"), NOTCAPABLE);
        assertThat(notifier.shown).containsExactly("paid");
        assertThat(denials().getLast().reason()).isEqualTo("it was revoked");
        assertThat(log.trail().events(AuditEvent.Type.GRANT)).anySatisfy(grant -> assertThat(grant.kind() + " to " + grant.holder()).isEqualTo("object to guest"));
        assertThat(original.isLive()).isTrue();
    }
}
