package org.jwasm.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.List;

import org.junit.jupiter.api.Test;

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
    void typesThatReferToThemselvesHaveAText() {
        assertThat(list(NumberType.I64).canonical().member(0)).hasToString("(struct (field i64) (field (ref null <struct type>)))");
    }
}
