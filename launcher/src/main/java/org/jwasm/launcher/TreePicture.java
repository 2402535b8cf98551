// Copyright 2026 the jwasm developers
// SPDX-License-Identifier: Apache-2.0
package org.jwasm.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jwasm.capabilities.Right;
import org.jwasm.manifest.CapabilityKind;
import org.jwasm.manifest.Holding;
import org.jwasm.manifest.Manifest;
import org.jwasm.manifest.Manifest.FromProcess;
import org.jwasm.manifest.Manifest.ProcessSpec;
import org.jwasm.manifest.TreeText;

/** Who holds what, as a picture: a card for each nano-process, a line for each grant, a dashed one for each who can call another. */
final class TreePicture {

    private static final int CARD = 340;
    private static final int GAP = 120;
    private static final int MARGIN = 28;
    private static final int HEAD = 52;
    private static final int LINE = 18;
    private static final int PADDING = 14;
    private static final int BETWEEN = 26;
    private static final String STYLE = """
                    svg{--page:#f6f7f9;--card:#fff;--edge:#d5dae1;--ink:#1d2430;--soft:#667085;--warn:#a15c00;font-family:system-ui,'Segoe UI',\
                    'DejaVu Sans',sans-serif;font-size:13px;background:var(--page)}
                    .page{fill:var(--page)}.card{fill:var(--card);stroke:var(--edge)}.main{stroke:#3559c7;stroke-width:2}
                    text{fill:var(--ink)}.soft{fill:var(--soft);font-size:11.5px}.mono{font-family:ui-monospace,'DejaVu Sans Mono',monospace;font-size:11.5px}
                    .title{font-weight:650;font-size:15px}.name{font-weight:600}.warn{fill:var(--warn);font-size:11.5px}.rule{stroke:var(--edge)}
                    .grant{fill:none;stroke-width:2;opacity:.65}.call{fill:none;stroke:var(--soft);stroke-width:1.5;stroke-dasharray:5 4}
                    .arrow{fill:var(--soft)}
                    .files{--c:#1a7f4e}.network{--c:#c2332b}.streams{--c:#3559c7}.time{--c:#8250c4}.other{--c:#5b6472}
                    .dot{fill:var(--c)}.grant{stroke:var(--c)}.right{fill:var(--c);font-size:11.5px}
                    @media(prefers-color-scheme:dark){svg{--page:#14171c;--card:#1e232b;--edge:#394250;--ink:#e7ebf0;--soft:#98a3b3;--warn:#e0a458}
                    .files{--c:#4cc38a}.network{--c:#f2766f}.streams{--c:#8aa5ff}.time{--c:#b794f4}.other{--c:#aab4c2}}""";

    private final Manifest manifest;
    private final Map<String, Card> cards = new LinkedHashMap<>();
    private final int[] free = new int[256];
    private final StringBuilder out = new StringBuilder();
    private int width;
    private int height;

    /** A line of a card. */
    private record Row(String style, String left, String right, boolean startsBlock) {
    }

    /** A card, and where its holdings and its imports are. */
    private static final class Card {
        final int column;
        final List<Row> rows = new ArrayList<>();
        final Map<String, Integer> holdings = new LinkedHashMap<>();
        final Map<FromProcess, Integer> calls = new LinkedHashMap<>();
        String title;
        String subtitle;
        boolean main;
        int x;
        int y;

        Card(int column) {
            this.column = column;
        }

        int height() {
            int blocks = (int) rows.stream().filter(Row::startsBlock).count();
            return HEAD + (rows.isEmpty() ? 0 : rows.size() * LINE + blocks * 8 + PADDING);
        }

        /** The middle of a row. */
        int rowY(int index) {
            int blocks = (int) rows.subList(0, index + 1).stream().filter(Row::startsBlock).count();
            return y + HEAD + 8 * blocks + index * LINE + LINE / 2;
        }
    }

    TreePicture(Manifest manifest) {
        this.manifest = manifest;
        Card host = new Card(0);
        host.title = "host";
        host.subtitle = manifest.label();
        manifest.capabilities().forEach((name, spec) -> {
            host.holdings.put(name, host.rows.size());
            host.rows.add(new Row(group(spec.kind()), name, spec.kind().toString(), true));
        });
        limits(host, TreeText.limits(manifest.limits()));
        place("", host, MARGIN);
        manifest.children(null).forEach(process -> process(process, 1, MARGIN));
        draw();
    }

    private void process(ProcessSpec process, int column, int atLeast) {
        Card card = new Card(column);
        card.title = process.name();
        card.main = manifest.main().process().equals(process.name());
        card.subtitle = process.module() + (card.main ? " · " + manifest.main().export() + " is run" : "");
        for (Holding holding : manifest.holdings().get(process.name()).values()) {
            card.holdings.put(holding.name(), card.rows.size());
            card.rows.add(new Row(group(holding.kind()), holding.name(), holding.kindName(), true));
            wrapped(holding.scope(), 40).forEach(line -> card.rows.add(new Row("mono", line, "", false)));
            String rights = "right " + group(holding.kind());
            wrapped(rights(holding.rights()), 46).forEach(line -> card.rows.add(new Row(rights, line, "", false)));
            holding.caveats().forEach(caveat -> card.rows.add(new Row("warn", caveat, "", false)));
        }
        boolean[] first = {true};
        process.imports().forEach((module, functions) -> functions.forEach((name, spec) -> {
            if (spec instanceof FromProcess from) {
                card.calls.put(from, card.rows.size());
            }
            card.rows.add(new Row("soft", module + "." + name + " → " + spec, "", first[0]));
            first[0] = false;
        }));
        limits(card, TreeText.limits(process.limits()));
        place(process.name(), card, atLeast);
        manifest.children(process.name()).forEach(child -> process(child, Math.min(column + 1, free.length - 1), card.y));
    }

    /** A text in lines of at most so many characters, where there are spaces. */
    private static List<String> wrapped(String text, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > most && rest.lastIndexOf(' ', most) > 0) {
            int end = rest.lastIndexOf(' ', most);
            lines.add(rest.substring(0, end));
            rest = rest.substring(end + 1);
        }
        if (!rest.isEmpty()) {
            lines.add(rest);
        }
        return lines;
    }

    private static void limits(Card card, List<String> limits) {
        for (int i = 0; i < limits.size(); i++) {
            card.rows.add(new Row("soft", "limit " + limits.get(i), "", i == 0));
        }
    }

    private void place(String name, Card card, int atLeast) {
        card.x = MARGIN + card.column * (CARD + GAP);
        card.y = Math.max(atLeast, free[card.column] == 0 ? MARGIN : free[card.column]);
        free[card.column] = card.y + card.height() + BETWEEN;
        width = Math.max(width, card.x + CARD + MARGIN + GAP / 2);
        height = Math.max(height, card.y + card.height() + MARGIN);
        cards.put(name, card);
    }

    private static String group(CapabilityKind kind) {
        return switch (kind) {
            case DIRECTORY, FILE -> "files";
            case TCP_CONNECT, TCP_LISTEN, UDP, NAME_LOOKUP, HTTP -> "network";
            case STDIN, STDOUT, STDERR, INPUT, OUTPUT, LOG -> "streams";
            case CLOCK, RANDOM -> "time";
            default -> "other";
        };
    }

    private static String rights(Set<Right> rights) {
        return rights.isEmpty() ? "no rights" : String.join(" · ", rights.stream().map(Holding::written).toList());
    }

    private void draw() {
        for (ProcessSpec process : manifest.processes().values()) {
            Card card = cards.get(process.name());
            Card source = cards.get(process.parent() == null ? "" : process.parent());
            for (Holding holding : manifest.holdings().get(process.name()).values()) {
                Integer row = source.holdings.get(holding.source());
                if (row != null) {
                    grant(source, row, card, card.holdings.get(holding.name()), group(holding.kind()));
                }
            }
        }
        cards.values().forEach(this::card);
        cards.values().forEach(card -> card.calls.forEach((from, row) -> call(card, row, cards.get(from.process()))));
    }

    private void grant(Card from, int fromRow, Card to, int toRow, String group) {
        int x1 = from.x + CARD;
        int x2 = to.x;
        int bend = GAP / 2;
        add("<path class='grant %s' d='M%d %dC%d %d %d %d %d %d'/>", group, x1, from.rowY(fromRow), x1 + bend, from.rowY(fromRow), x2 - bend, to.rowY(toRow),
                        x2, to.rowY(toRow));
    }

    /** From an import to the head of who exports the function. */
    private void call(Card from, int row, Card to) {
        int y1 = from.rowY(row);
        int y2 = to.y + HEAD / 2;
        boolean right = to.column >= from.column;
        int x1 = right ? from.x + CARD : from.x;
        int x2 = to.column > from.column ? to.x : to.x + CARD;
        int bend = GAP / 2;
        int c1 = right ? x1 + bend : x1 - bend;
        int c2 = to.column > from.column ? x2 - bend : x2 + bend;
        add("<path class='call' marker-end='url(#arrow)' d='M%d %dC%d %d %d %d %d %d'/>", x1, y1, c1, y1, c2, y2, x2, y2);
    }

    private void card(Card card) {
        add("<rect class='card%s' x='%d' y='%d' width='%d' height='%d' rx='10'/>", card.main ? " main" : "", card.x, card.y, CARD, card.height());
        text("title", card.x + PADDING, card.y + 23, card.title, 36);
        text("soft", card.x + PADDING, card.y + 41, card.subtitle, 52);
        for (int i = 0; i < card.rows.size(); i++) {
            Row row = card.rows.get(i);
            int y = card.rowY(i);
            if (row.startsBlock()) {
                add("<path class='rule' d='M%d %dH%d'/>", card.x, y - LINE / 2 - 4, card.x + CARD);
            }
            boolean head = card.holdings.containsValue(i);
            if (head) {
                add("<circle class='dot %s' cx='%d' cy='%d' r='4.5'/>", row.style(), card.x + PADDING + 4, y);
                text("name", card.x + PADDING + 16, y + 4, row.left(), 26);
                add("<text class='soft' text-anchor='end' x='%d' y='%d'>%s</text>", card.x + CARD - PADDING, y + 4, escaped(row.right()));
            } else {
                boolean indented = !row.style().equals("soft");
                text(row.style(), card.x + PADDING + (indented ? 16 : 0), y + 4, row.left(), 50);
            }
        }
    }

    private void text(String style, int x, int y, String text, int most) {
        String shown = text.length() <= most ? text : text.substring(0, most - 1) + "…";
        String hint = shown.equals(text) ? "" : "<title>" + escaped(text) + "</title>";
        add("<text class='%s' x='%d' y='%d'>%s%s</text>", style, x, y, escaped(shown), hint);
    }

    private void add(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;").replace("\"", "&quot;");
    }

    /** The picture, which needs no other files. */
    String svg() {
        return """
                        <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d' role='img' aria-label='who holds what'>
                        <style>%s</style>
                        <defs><marker id='arrow' viewBox='0 0 8 8' refX='7' refY='4' markerWidth='8' markerHeight='8' orient='auto'>\
                        <path class='arrow' d='M0 0L8 4L0 8z'/></marker></defs>
                        <rect class='page' width='%d' height='%d'/>
                        """.formatted(width, height, width, height, STYLE, width, height) + out + "</svg>\n";
    }

    /** A page with the picture and the same as text. */
    String html() {
        return """
                        <!DOCTYPE html>
                        <html lang='en'><head><meta charset='utf-8'><title>%s: who holds what</title>
                        <style>body{margin:0;font-family:system-ui,sans-serif;background:#f6f7f9;color:#1d2430}main{padding:24px}svg{max-width:100%%;height:auto}
                        pre{padding:16px;background:#fff;border:1px solid #d5dae1;border-radius:10px;overflow:auto;font-size:12.5px;line-height:1.5}
                        h1{font-size:20px}p{color:#667085}
                        @media(prefers-color-scheme:dark){body{background:#14171c;color:#e7ebf0}pre{background:#1e232b;border-color:#394250}p{color:#98a3b3}}</style>
                        </head><body><main><h1>%s: who holds what</h1>
                        <p>A card is a nano-process. A line is a grant, in the colour of its kind; a dashed arrow is a function that can be called.</p>
                        """.formatted(escaped(manifest.label()), escaped(manifest.label())) + svg() + "<pre>" +
                        escaped(String.join("\n", TreeText.of(manifest))) + "</pre></main></body></html>\n";
    }
}
