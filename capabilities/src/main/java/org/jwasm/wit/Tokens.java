// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.wit;

import java.util.List;

import org.jwasm.wit.Lexer.Kind;
import org.jwasm.wit.Lexer.Token;

/** Tokens one after another, with what the grammar asks of them. */
final class Tokens {

    private final List<Token> tokens;
    private int next;

    Tokens(String text) {
        this.tokens = Lexer.tokens(text);
    }

    Token peek() {
        return tokens.get(next);
    }

    /** The one after the next. */
    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(next);
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    boolean takeIf(String text) {
        boolean is = peek().is(text);
        if (is) {
            next++;
        }
        return is;
    }

    Token expect(String text) {
        Token token = take();
        if (!token.is(text)) {
            throw token.error("expected `" + text + "`, found " + token);
        }
        return token;
    }

    /** A name that isn't a keyword. */
    Token name(String what) {
        Token token = take();
        if (token.kind() != Kind.WORD && token.kind() != Kind.ESCAPED) {
            throw token.error("expected the name of " + what + ", found " + token);
        }
        if (token.kind() == Kind.WORD && Labels.isKeyword(token.text())) {
            throw token.error("`" + token.text() + "` is a keyword; as the name of " + what + " it is written `%" + token.text() + "`");
        }
        if (!Labels.isLabel(token.text())) {
            throw token.error("`" + token.text() + "` is not in kebab case");
        }
        return token;
    }

    /** Runs for each item of a list whose items are separated by commas, the last of which may be there for nothing. */
    void list(String open, String close, Runnable item) {
        expect(open);
        while (!takeIf(close)) {
            item.run();
            if (!peek().is(",") && !peek().is(close)) {
                throw peek().error("expected `,` or `" + close + "`, found " + peek());
            }
            takeIf(",");
        }
    }
}
