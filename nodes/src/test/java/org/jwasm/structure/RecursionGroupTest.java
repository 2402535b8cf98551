// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which definitions are the same type. */
class RecursionGroupTest {

    private static ReferenceType to(HeapType type) {
        return new ReferenceType(true, type);
    }

    private static FieldType field(StorageType type) {
        return new FieldType(false, type);
    }

    private static SubType struct(boolean isFinal, List<DefinedType> supertypes, StorageType... fields) {
        return new SubType(isFinal, supertypes, new StructType(List.of(fields).stream().map(RecursionGroupTest::field).toList()));
    }

    /** A list of numbers of a type. */
    private static RecursionGroup list(StorageType number) {
        RecursionGroup group = new RecursionGroup(1);
        group.member(0).define(struct(true, List.of(), number, to(group.member(0))));
        return group;
    }

    /** Two structures that refer to each other. */
    private static RecursionGroup pair(StorageType number) {
        RecursionGroup group = new RecursionGroup(2);
        group.member(0).define(struct(true, List.of(), number, to(group.member(1))));
        group.member(1).define(struct(true, List.of(), number, to(group.member(0))));
        return group;
    }

    @Test
    void equalDefinitionsAreOneType() {
        assertThat(DefinedType.of(FunctionType.of(List.of(NumberType.I32)))).isSameAs(DefinedType.of(FunctionType.of(List.of(NumberType.I32))));
        assertThat(list(NumberType.I64).canonical()).isSameAs(list(NumberType.I64).canonical());
        assertThat(pair(PackedType.I8).canonical()).isSameAs(pair(PackedType.I8).canonical());
    }

    @Test
    void differencesMakeDifferentTypes() {
        assertThat(list(NumberType.I64).canonical()).isNotSameAs(list(NumberType.I32).canonical());
        assertThat(list(PackedType.I8).canonical()).isNotSameAs(list(PackedType.I16).canonical());
        RecursionGroup pair = pair(NumberType.I64).canonical();
        assertThat(pair.member(0)).isNotSameAs(pair.member(1));
        assertThat(DefinedType.lone(struct(true, List.of()))).isNotSameAs(DefinedType.lone(struct(false, List.of())));
    }

    @Test
    void theTypeItselfIsNotATypeOfTheSameText() {
        DefinedType list = list(NumberType.I64).canonical().member(0);
        // A structure of a number and a list is no list, though a list unrolls to it.
        DefinedType unrolled = DefinedType.lone(struct(true, List.of(), NumberType.I64, to(list)));
        assertThat(unrolled).isNotSameAs(list);
        assertThat(unrolled.composite()).isEqualTo(list.composite());
    }

    @Test
    void subtypesMatchAllTypesAbove() {
        DefinedType root = DefinedType.lone(struct(false, List.of()));
        DefinedType middle = DefinedType.lone(struct(false, List.of(root), NumberType.I32));
        DefinedType leaf = DefinedType.lone(struct(true, List.of(middle), NumberType.I32, NumberType.F64));
        DefinedType other = DefinedType.lone(struct(true, List.of(root), NumberType.F64));
        assertThat(List.of(leaf, middle, root, AbstractHeapType.STRUCT, AbstractHeapType.EQ, AbstractHeapType.ANY))
                        .allMatch(leaf::matches);
        assertThat(leaf.depth()).isEqualTo(2);
        assertThat(List.of(other, AbstractHeapType.ARRAY, AbstractHeapType.NONE, AbstractHeapType.FUNC)).noneMatch(leaf::matches);
        assertThat(middle.matches(leaf)).isFalse();
        assertThat(AbstractHeapType.NONE.matches(leaf)).isTrue();
        assertThat(AbstractHeapType.NOFUNC.matches(leaf)).isFalse();
    }

    @Test
    void typesAreForgottenWithTheirModules() throws InterruptedException {
        WeakReference<RecursionGroup> forgotten = new WeakReference<>(pair(NumberType.F32).canonical());
        for (int i = 0; i < 100 && forgotten.get() != null; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(forgotten.get()).isNull();
    }

    @Test
    void exactTypesMatchOnlyThemselvesAndWhatTheirTypeMatches() {
        DefinedType root = DefinedType.lone(struct(false, List.of()));
        DefinedType leaf = DefinedType.lone(struct(true, List.of(root), NumberType.I32));
        ExactType exact = new ExactType(leaf);
        assertThat(List.of(new ExactType(leaf), leaf, root, AbstractHeapType.STRUCT, AbstractHeapType.ANY)).allMatch(exact::matches);
        assertThat(List.of(new ExactType(root), AbstractHeapType.ARRAY, AbstractHeapType.NONE)).noneMatch(exact::matches);
        assertThat(leaf.matches(exact)).isFalse();
        assertThat(AbstractHeapType.NONE.matches(exact)).isTrue();
        assertThat(AbstractHeapType.NOFUNC.matches(exact)).isFalse();
        assertThat(DefinedType.lone(struct(true, List.of(), to(exact)))).isSameAs(DefinedType.lone(struct(true, List.of(), to(exact))))
                        .isNotSameAs(DefinedType.lone(struct(true, List.of(), to(leaf))));
    }

    /** A structure type, and that of its descriptors if {@code described}. */
    private static RecursionGroup descriptors(boolean described) {
        RecursionGroup group = new RecursionGroup(2);
        StructType empty = new StructType(List.of());
        group.member(0).define(new SubType(true, List.of(), null, described ? group.member(1) : null, empty));
        group.member(1).define(new SubType(true, List.of(), described ? group.member(0) : null, null, empty));
        return group;
    }

    @Test
    void descriptorsArePartOfTheType() {
        RecursionGroup canonical = descriptors(true).canonical();
        assertThat(descriptors(true).canonical()).isSameAs(canonical);
        assertThat(descriptors(false).canonical()).isNotSameAs(canonical);
        assertThat(canonical.member(0).descriptor()).isSameAs(canonical.member(1));
    }

    private static final int COLLIDING_TYPES = 100_000;
    private static final int COLLIDING_GROUP = 9;

    /**
     * Groups that differ in pairs of fields which a hash of the form 31 * first + second, with a field as 4 * index +
     * 2 * mutable or nullable, can't tell apart: 4 and 1, 3 and 32, as numbers.
     */
    private static RecursionGroup colliding(int number) {
        RecursionGroup group = new RecursionGroup(COLLIDING_GROUP);
        List<FieldType> fields = new ArrayList<>();
        for (int bits = number | 1 << 14; bits > 1; bits >>= 1) {
            boolean second = (bits & 1) != 0;
            fields.add(numbered(group, second ? 3 : 4));
            fields.add(numbered(group, second ? 32 : 1));
        }
        for (int i = 0; i < COLLIDING_GROUP - 1; i++) {
            group.member(i).define(struct(true, List.of()));
        }
        group.member(COLLIDING_GROUP - 1).define(new SubType(true, List.of(), new StructType(fields)));
        return group;
    }

    private static FieldType numbered(RecursionGroup group, int number) {
        return new FieldType((number & 1) != 0, new ReferenceType((number & 2) != 0, group.member(number / 4)));
    }

    @Test
    @Timeout(20)
    void typesCannotBeMadeToHaveTheSameHash() {
        List<RecursionGroup> canonical = new ArrayList<>();
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < COLLIDING_TYPES / COLLIDING_GROUP; i++) {
            canonical.add(colliding(i).canonical());
            hashes.add(canonical.getLast().hashCode());
        }
        // So few of them share 32 bits by chance.
        assertThat(hashes.size()).isGreaterThan(canonical.size() - 10);
        assertThat(colliding(77).canonical()).isSameAs(canonical.get(77));
    }

    @Test
    void typesThatReferToThemselvesHaveAText() {
        assertThat(list(NumberType.I64).canonical().member(0)).hasToString("(struct (field i64) (field (ref null <struct type>)))");
    }
}
