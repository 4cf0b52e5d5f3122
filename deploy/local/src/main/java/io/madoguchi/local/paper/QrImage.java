package io.madoguchi.local.paper;

import java.util.List;
import uk.org.okapibarcode.backend.QrCode;
import uk.org.okapibarcode.graphics.Rectangle;

/** A text as QR code (ISO/IEC 18004), error correction M: it can still be read with a stamp or a fold across an eighth of it. */
final class QrImage {
    private static final int UTF_8 = 26;
    private static final int QUIET_ZONE = 4;

    private final QrCode code;

    private QrImage(QrCode code) {
        this.code = code;
    }

    /** Refuses more than a QR code holds: 2,331 bytes. */
    static QrImage of(String text) {
        QrCode code = new QrCode();
        code.setPreferredEccLevel(QrCode.EccLevel.M);
        // Readers guess other encodings wrongly, and then no signature line begins with a dash any more.
        code.setEciMode(UTF_8);
        code.setContent(text);
        return new QrImage(code);
    }

    /** Modules along one side, without the quiet zone. */
    int size() {
        return code.getWidth();
    }

    List<Rectangle> rectangles() {
        return code.getRectangles();
    }

    /** With the quiet zone that the standard asks for. */
    String svg() {
        StringBuilder path = new StringBuilder();
        for (Rectangle dark : rectangles()) {
            path.append("M%d %dh%dv%dh-%dz"
                    .formatted(
                            Math.round(dark.x) + QUIET_ZONE,
                            Math.round(dark.y) + QUIET_ZONE,
                            Math.round(dark.width),
                            Math.round(dark.height),
                            Math.round(dark.width)));
        }
        int side = size() + 2 * QUIET_ZONE;
        return "<svg class=\"qr\" viewBox=\"0 0 %d %d\" shape-rendering=\"crispEdges\"><path d=\"%s\"/></svg>"
                .formatted(side, side, path);
    }
}
