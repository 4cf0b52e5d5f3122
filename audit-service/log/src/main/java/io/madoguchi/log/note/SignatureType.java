package io.madoguchi.log.note;

/** What a key signs and how: the identifier bytes that signed-note assigns, those that we use. */
public enum SignatureType {
    /** Over the note's text: how a log signs its checkpoint. */
    ED25519(0x01),
    /** Over the time and the note's text: how a witness cosigns it (tlog-cosignature, {@code cosignature/v1}). */
    COSIGNATURE_V1(0x04);

    private final byte identifier;

    SignatureType(int identifier) {
        this.identifier = (byte) identifier;
    }

    byte identifier() {
        return identifier;
    }

    static SignatureType of(byte identifier) {
        for (SignatureType type : values()) {
            if (type.identifier == identifier) {
                return type;
            }
        }
        throw new MalformedNote("signature type 0x%02x is not one of 0x01, 0x04".formatted(identifier));
    }
}
