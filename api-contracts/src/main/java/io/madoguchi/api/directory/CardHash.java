package io.madoguchi.api.directory;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What lending keeps in place of a card: HMAC-SHA-256 of the barcode, hexadecimal. Keyed, because barcodes are few
 * enough to hash them all and compare. Refuses a key that is missing or shorter than 32 bytes.
 */
public final class CardHash {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final SecretKeySpec key;

    private CardHash(SecretKeySpec key) {
        this.key = key;
    }

    /** @param base64 the key that the services of one city share */
    public static CardHash withKey(String base64) {
        return new CardHash(new SecretKeySpec(decoded(base64), ALGORITHM));
    }

    public String of(String cardBarcode) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(cardBarcode.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decoded(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            bytes = new byte[0];
        }
        if (bytes.length < KEY_BYTES) {
            throw new IllegalArgumentException("the card key must be base64 of " + KEY_BYTES + " bytes or more");
        }
        return bytes;
    }
}
