// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.jwasm.capabilities.AuditEvent.Type;

/** Who could do what, when, and through whom. */
class AuditTest {

    private final ManualTime time = new ManualTime();

    @Test
    void theStoryOfACapability() throws Exception {
        StringBuilder lines = new StringBuilder();
        AuditLog log = AuditLog.builder().uses(1).jsonLines(lines).time(time).build();
        Holder app = Holder.host(log, time).child("app");
        Holder gui = app.child("gui");
        ClockCapability ofApp = ClockCapability.frozen(Instant.EPOCH).delegate(app);
        time.advance(Duration.ofSeconds(1));
        ClockCapability ofGui = ofApp.withoutWaiting().delegate(gui);
        Instant between = time.now();
        ofGui.now();
        assertThatThrownBy(() -> ofGui.sleep(1)).hasMessage("clock capability of app/gui: sleep denied: without the right wait");
        time.advance(Duration.ofSeconds(1));
        ofApp.revoke();
        assertThatThrownBy(ofGui::now).hasMessageContaining("revoked");
        AuditTrail trail = log.trail();
        assertThat(trail.events()).extracting(AuditEvent::type).containsExactly(Type.GRANT, Type.DERIVE, Type.GRANT, Type.USE, Type.DENIAL,
                        Type.REVOCATION, Type.DENIAL);
        assertThat(trail.events()).extracting(AuditEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(trail.chain(ofGui.id())).extracting(AuditEvent::grantor).containsExactly("app", "app", "host");
        assertThat(trail.holders(ofApp.id(), between)).containsExactly("app", "app/gui");
        assertThat(trail.holders(ofApp.id(), between.minusSeconds(1))).containsExactly("app");
        assertThat(trail.holders(ofApp.id(), time.now())).isEmpty();
        assertThat(trail.heldBy("app/gui", between)).extracting(AuditEvent::capability).containsExactly(ofGui.id());
        assertThat(AuditTrail.read(new StringReader(lines.toString())).events()).isEqualTo(trail.events());
        assertThat(trail.of(ofGui.id())).hasSize(4);
    }

    /** What guests say may be long, and can't fill the host's memory. */
    @Test
    void longTextsAreCutAndDriveOutOthers() {
        AuditLog log = AuditLog.builder().capacity(100).plainArguments().build();
        Holder app = Holder.host(log).child("app");
        for (int i = 0; i < 1000; i++) {
            log.refused(app, "a", "x".repeat(i < 500 ? 100_000 : 100));
        }
        assertThat(log.trail().events()).hasSize(100).last().extracting(AuditEvent::reason).isEqualTo("x".repeat(100));
        for (int i = 0; i < 100; i++) {
            log.refused(app, "b", "y".repeat(100_000));
        }
        assertThat(log.trail().events()).hasSize(6).allSatisfy(event -> assertThat(event.reason()).hasSize(8195).endsWith("y..."));
        assertThat(log.dropped()).isEqualTo(1094);
    }

    @Test
    void denialsNameTheImportAndHideTheArguments(@TempDir Path root) throws Exception {
        AuditLog log = AuditLog.builder().build();
        DirectoryCapability directory = DirectoryCapability.open(root, Right.DIRECTORY_READ_ONLY).delegate(Holder.host(log).child("app"));
        ImportScope.Place place = ImportScope.place();
        String outer = place.enter("wasi_snapshot_preview1.path_create_directory");
        try {
            assertThatThrownBy(() -> directory.createDirectory("secret")).hasMessageContaining("path_create_directory");
        } finally {
            place.leave(outer);
        }
        assertThatThrownBy(() -> directory.status("../secret", true)).hasMessageContaining("denied");
        List<AuditEvent> denials = log.trail().events(Type.DENIAL);
        assertThat(denials).extracting(AuditEvent::importName).containsExactly("wasi_snapshot_preview1.path_create_directory", "");
        assertThat(denials).extracting(AuditEvent::operation).containsExactly("createDirectory", "status");
        assertThat(denials).allSatisfy(event -> assertThat(event.detail()).startsWith("sha256:"));
        assertThat(denials.toString()).doesNotContain("secret");
    }

    @Test
    void samplingAndCapacity() throws Exception {
        AtomicInteger sunk = new AtomicInteger();
        AuditLog log = AuditLog.builder().uses(10).capacity(5).sink(_ -> sunk.incrementAndGet()).build();
        ClockCapability clock = ClockCapability.realtime().delegate(Holder.host(log).child("app"));
        for (int i = 0; i < 100; i++) {
            clock.now();
        }
        assertThat(log.trail().events(Type.USE)).hasSize(5);
        assertThat(log.trail().events(Type.GRANT)).hasSize(1);
        assertThat(sunk).hasValue(11);
        assertThat(log.dropped()).isEqualTo(5);
    }

    /** Whatever one does, by itself or through many children, what others were denied stays in memory, and so does what it was denied before. */
    @Test
    void floodsDriveOutNobodyElse() throws Exception {
        AuditLog log = AuditLog.builder().uses(1).capacity(100).build();
        Holder host = Holder.host(log);
        Holder good = host.child("good");
        Holder bad = host.child("bad");
        ClockCapability clock = ClockCapability.realtime().delegate(bad);
        ClockCapability denied = ClockCapability.realtime().withoutWaiting().delegate(bad);
        log.refused(good, "net.connect", "it wasn't granted");
        assertThatThrownBy(() -> denied.sleep(1)).hasMessageContaining("denied");
        for (int i = 0; i < 1000; i++) {
            clock.now();
            clock.uses(1);
            log.refused(bad, "net.send", "no");
            log.refused(bad.child("c" + i), "net.send", "no");
        }
        List<AuditEvent> denials = log.trail().events(Type.DENIAL);
        assertThat(denials).hasSize(100).extracting(AuditEvent::holder).contains("good", "bad");
        assertThat(denials).extracting(AuditEvent::operation).contains("sleep");
        assertThat(log.trail().events(Type.GRANT)).isNotEmpty();
        assertThat(log.dropped(Type.DENIAL)).isEqualTo(1902);
        assertThat(log.dropped(Type.USE)).isEqualTo(900);
        assertThat(log.dropped()).isGreaterThan(2802);
        assertThat(log.trail().events()).isSortedAccordingTo(java.util.Comparator.comparingLong(AuditEvent::sequence));
    }

    @Test
    void linesThatAreNoEvents() {
        for (String line : List.of("{", "[]", "{\"sequence\":1}", "{\"a\":\"\\u00\"}", "{\"event\":\"x\",\"time\":\"2026-01-01T00:00:00Z\"}", "x", "{}{}")) {
            assertThatThrownBy(() -> AuditTrail.read(new StringReader("\n" + line))).isInstanceOf(IllegalArgumentException.class)
                            .hasMessageStartingWith("line 2: ");
        }
        AuditEvent odd = new AuditEvent(1, Instant.EPOCH, Type.DENIAL, 2, 0, "k", "a\"\\\n\ud800\u2028é", "", "", "", "", "\u0000");
        assertThat(odd.toJson()).doesNotContain("\u2028", "\n", "\u0000");
        assertThat(AuditEvent.ofJson(odd.toJson())).isEqualTo(odd);
    }
}
