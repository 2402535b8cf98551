// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.capabilities.internal;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The latest of many events, shared fairly: where there is no room for one more, the oldest goes of the kind of which its holder has the
 * most, of the holder that has the most among its siblings or of those below it, and so on from the top of the tree. So nobody drives out events
 * of others by making many, or by having many children, nor its own of another kind.
 *
 * @param <E> of events
 */
public final class EventMemory<E> {

    /** Of what is below a holder, its own events, and all of those below it. */
    private static final String OWN = "own";
    private static final String BELOW = "below";

    private final int capacity;
    private final long mostText;
    private final Node<E> root = new Node<>(null, "");
    private final Map<String, Node<E>> leaves = new HashMap<>();
    /** Where events are dropped now, and how much there was when that was decided. */
    private Node<E> victim;
    private long victimLoad;
    private long dropped;

    /** Events of one kind, or all below a holder. */
    private static final class Node<E> {
        final Node<E> parent;
        final String name;
        /** Of one without others below it, in {@link #leaves}. */
        String key;
        final Map<String, Node<E>> below = new LinkedHashMap<>();
        final ArrayDeque<E> events = new ArrayDeque<>();
        final ArrayDeque<Long> texts = new ArrayDeque<>();
        int count;
        long text;

        Node(Node<E> parent, String name) {
            this.parent = parent;
            this.name = name;
        }

        void count(int events, long characters) {
            for (Node<E> node = this; node != null; node = node.parent) {
                node.count += events;
                node.text += characters;
            }
        }
    }

    /**
     * @param capacity how many events there may be
     * @param mostText how many characters they may have together, unless it's one event
     */
    public EventMemory(int capacity, long mostText) {
        this.capacity = capacity;
        this.mostText = mostText;
    }

    /**
     * Keeps one more.
     *
     * @param holder a path, with slashes
     * @param kind one of few
     * @param text its characters
     */
    public void add(E event, String holder, String kind, long text) {
        Node<E> leaf = leaves.computeIfAbsent(holder + "//" + kind, key -> leaf(key, holder, kind));
        leaf.events.addLast(event);
        leaf.texts.addLast(text);
        leaf.count(1, text);
        while (root.count > capacity || root.text > mostText && root.count > 1) {
            drop();
        }
    }

    private Node<E> leaf(String key, String holder, String kind) {
        Node<E> node = null;
        for (String name : holder.split("/")) {
            node = child(node == null ? root : child(node, BELOW), name);
        }
        Node<E> leaf = child(child(node, OWN), kind);
        leaf.key = key;
        return leaf;
    }

    private static <E> Node<E> child(Node<E> parent, String name) {
        return parent.below.computeIfAbsent(name, each -> new Node<>(parent, each));
    }

    private long load(Node<E> node) {
        // What there is too much of.
        return root.count > capacity ? node.count : node.text;
    }

    private void drop() {
        if (victim == null || victim.count == 0 || load(victim) <= victimLoad / 2) {
            choose();
        }
        victim.events.removeFirst();
        victim.count(-1, -victim.texts.removeFirst());
        dropped++;
        if (victim.count == 0) {
            forget(victim);
            victim = null;
        }
    }

    private void choose() {
        Node<E> heaviest = root;
        while (!heaviest.below.isEmpty()) {
            Node<E> most = null;
            for (Node<E> each : heaviest.below.values()) {
                most = most == null || load(each) > load(most) ? each : most;
            }
            heaviest = most;
        }
        victim = heaviest;
        victimLoad = load(heaviest);
    }

    private void forget(Node<E> empty) {
        leaves.remove(empty.key);
        for (Node<E> node = empty; node.parent != null && node.count == 0; node = node.parent) {
            node.parent.below.remove(node.name);
        }
    }

    /** How many were dropped. */
    public long dropped() {
        return dropped;
    }

    /** All that are kept, in no order. */
    public void forEach(Consumer<E> consumer) {
        leaves.values().forEach(leaf -> leaf.events.forEach(consumer));
    }
}
