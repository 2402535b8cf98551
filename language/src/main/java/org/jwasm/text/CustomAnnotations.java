// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.text;

import java.util.List;

/** Custom sections from annotations. Spec: Appendix, Custom Sections and Annotations, Custom Annotations. */
final class CustomAnnotations {

    private CustomAnnotations() {
    }

    /** Takes those of {@code annotations} that are custom sections. */
    static void read(List<Annotation> annotations, ModuleSections sections) {
        for (Annotation annotation : annotations) {
            if (annotation.id().equals(Annotation.CUSTOM) && !annotation.isUsed()) {
                annotation.use();
                sections.add(read(annotation));
            }
        }
    }

    private static ModuleSections.Custom read(Annotation annotation) {
        Cursor cursor = new Cursor(annotation.tokens(), 0);
        if (!cursor.is(TokenKind.STRING)) {
            throw error(annotation, "missing section name");
        }
        byte[] name = cursor.string();
        if (!Utf8.isValid(name)) {
            throw error(annotation, "malformed UTF-8 encoding");
        }
        int place = ModuleSections.LAST;
        if (cursor.is(TokenKind.LEFT)) {
            cursor.advance();
            place = place(annotation, cursor);
        }
        ByteWriter content = cursor.strings();
        if (!cursor.is(TokenKind.END)) {
            throw error(annotation, "unexpected token");
        }
        return new ModuleSections.Custom(name, content, place);
    }

    private static int place(Annotation annotation, Cursor cursor) {
        String side = cursor.tokens().text(cursor.at());
        boolean before = side.equals("before");
        if (!before && !side.equals("after")) {
            throw error(annotation, "malformed placement");
        }
        cursor.advance();
        String word = cursor.tokens().text(cursor.at());
        int place = before && word.equals("first") ? ModuleSections.FIRST : Integer.MIN_VALUE;
        if (!before && word.equals("last")) {
            place = ModuleSections.LAST;
        }
        for (ModuleSections.Id id : ModuleSections.Id.values()) {
            if (id.word.equals(word)) {
                place = id.ordinal() * 2 + (before ? 0 : 1);
            }
        }
        if (place == Integer.MIN_VALUE) {
            throw error(annotation, "malformed section kind");
        }
        cursor.advance();
        if (!cursor.is(TokenKind.RIGHT)) {
            throw error(annotation, "malformed placement");
        }
        cursor.advance();
        return place;
    }

    private static TextException error(Annotation annotation, String phrase) {
        return annotation.error("@custom annotation: " + phrase);
    }
}
