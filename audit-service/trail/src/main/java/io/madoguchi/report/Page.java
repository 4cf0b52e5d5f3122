package io.madoguchi.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page to print on A4 that needs nothing besides itself: no script, no network, no image but what is drawn in it. Escapes all
 * that it is given.
 */
final class Page {
    private static final String STYLE =
            """
            @page { size: A4; margin: 14mm 12mm; }
            body { font: 9pt/1.5 "BIZ UDGothic", "BIZ UDPGothic", "Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", sans-serif;
                   color: #111; max-width: 186mm; margin: 0 auto; }
            h1 { font-size: 15pt; margin: 0 0 2mm; }
            h2 { font-size: 11pt; margin: 6mm 0 1.5mm; border-bottom: 0.3mm solid #111; break-after: avoid; }
            p { margin: 0 0 1.5mm; }
            small, .en { color: #444; font-weight: normal; font-size: 85%; }
            table { border-collapse: collapse; width: 100%; margin: 0 0 2mm; font-size: 8pt; }
            thead { display: table-header-group; }
            tr, svg { break-inside: avoid; }
            th, td { border: 0.2mm solid #888; padding: 0.6mm 1.2mm; text-align: left; vertical-align: top;
                     overflow-wrap: anywhere; }
            th { background: #eee; }
            td.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            tr.total td { font-weight: bold; border-top: 0.5mm solid #111; }
            svg { display: block; width: 100%; height: auto; margin: 0 0 2mm; }
            """;

    /** As the page's own header and as the answer's: nothing but this one style. */
    private static final String NOTHING_BUT_THE_STYLE =
            "default-src 'none'; style-src 'sha256-" + hash(STYLE) + "'; base-uri 'none'; form-action 'none'";

    static final String POLICY = NOTHING_BUT_THE_STYLE + "; frame-ancestors 'none'";

    private static final int BAR_HEIGHT = 16;
    private static final int LABEL_WIDTH = 250;
    private static final int CHART_WIDTH = 700;

    private final StringBuilder html = new StringBuilder();

    Page(Text title) {
        html.append("<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(escaped(NOTHING_BUT_THE_STYLE))
                .append("\">\n<title>")
                .append(escaped(title.ja() + " " + title.en()))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(both(title))
                .append("</h1>\n");
    }

    /** In both languages, Japanese first. Where they say the same, it is said once. */
    record Text(String ja, String en) {
        static Text same(Object value) {
            return new Text(value.toString(), value.toString());
        }
    }

    /** A cell of a table. */
    record Cell(Text text, boolean isNumber) {
        static Cell of(Object value) {
            return new Cell(Text.same(value), false);
        }

        static Cell of(Text text) {
            return new Cell(text, false);
        }

        static Cell number(long number) {
            return number(Text.same("%,d".formatted(number)));
        }

        static Cell number(Text text) {
            return new Cell(text, true);
        }
    }

    /** A bar of a chart. */
    record Bar(Text label, long value) {}

    Page heading(Text text) {
        html.append("<h2>").append(both(text)).append("</h2>\n");
        return this;
    }

    Page paragraph(Text text) {
        html.append("<p>").append(both(text)).append("</p>\n");
        return this;
    }

    Page table(List<Text> heads, List<List<Cell>> rows) {
        return table(heads, rows, List.of());
    }

    /** @param total the last row; none where nothing adds up */
    Page table(List<Text> heads, List<List<Cell>> rows, List<Cell> total) {
        html.append("<table>\n<thead><tr>");
        heads.forEach(head -> html.append("<th>").append(both(head)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        rows.forEach(row -> row("<tr>", row));
        if (!total.isEmpty()) {
            row("<tr class=\"total\">", total);
        }
        html.append("</tbody>\n</table>\n");
        return this;
    }

    private void row(String start, List<Cell> cells) {
        html.append(start);
        cells.forEach(cell -> html.append(cell.isNumber() ? "<td class=\"number\">" : "<td>")
                .append(both(cell.text()))
                .append("</td>"));
        html.append("</tr>\n");
    }

    /** Horizontal bars, the longest as wide as the page allows. */
    Page chart(Text title, List<Bar> bars) {
        long longest = bars.stream().mapToLong(Bar::value).max().orElse(0);
        if (longest == 0) {
            return this;
        }
        html.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 %d %d\">"
                        .formatted(CHART_WIDTH, BAR_HEIGHT * bars.size() + 4))
                .append("<title>")
                .append(escaped(title.ja() + " " + title.en()))
                .append("</title>\n");
        int room = CHART_WIDTH - LABEL_WIDTH - 70;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = BAR_HEIGHT * i;
            long width = bar.value() * room / longest;
            html.append("<text x=\"%d\" y=\"%d\" font-size=\"11\" text-anchor=\"end\">%s</text>"
                    .formatted(LABEL_WIDTH - 6, y + 12, escaped(bar.label().ja())));
            html.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#456\"/>"
                    .formatted(LABEL_WIDTH, y + 2, Math.max(width, bar.value() > 0 ? 1 : 0), BAR_HEIGHT - 4));
            html.append("<text x=\"%d\" y=\"%d\" font-size=\"11\">%,d</text>\n"
                    .formatted(LABEL_WIDTH + width + 6, y + 12, bar.value()));
        }
        html.append("</svg>\n");
        return this;
    }

    /** The whole page. */
    String text() {
        return html + "</body>\n</html>\n";
    }

    private static String both(Text text) {
        return text.ja().equals(text.en())
                ? escaped(text.ja())
                : escaped(text.ja()) + " <span class=\"en\" lang=\"en\">" + escaped(text.en()) + "</span>";
    }

    static String escaped(String text) {
        return text.codePoints()
                .mapToObj(character -> switch (character) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '"' -> "&quot;";
                    case '\'' -> "&#39;";
                    default -> Character.toString(character);
                })
                .collect(Collectors.joining());
    }

    private static String hash(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
