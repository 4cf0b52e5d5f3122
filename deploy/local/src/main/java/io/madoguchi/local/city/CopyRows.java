package io.madoguchi.local.city;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in PostgreSQL's binary COPY format: every value carries its length, so nothing needs escaping. The types written
 * must be those of the columns, in their order.
 */
final class CopyRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final LocalDate EPOCH = LocalDate.of(2000, 1, 1);
    private static final long EPOCH_SECOND = 946_684_800L;
    private static final int NULL = -1;
    private static final byte JSONB_VERSION = 1;
    private static final int UUID_OID = 2950;
    private static final int TEXT_OID = 25;

    private final int columns;
    private ByteBuffer bytes = ByteBuffer.allocate(1 << 10);

    CopyRows(int columns) {
        this.columns = columns;
    }

    /** Before the first row: signature, no flags, no extension. */
    static byte[] header() {
        return ByteBuffer.allocate(SIGNATURE.length + 8).put(SIGNATURE).array();
    }

    /** After the last row. */
    static byte[] trailer() {
        return ByteBuffer.allocate(2).putShort((short) -1).array();
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    CopyRows row() {
        room(2).putShort((short) columns);
        return this;
    }

    CopyRows uuid(UUID value) {
        sized(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    CopyRows text(@Nullable String value) {
        if (value == null) {
            return none();
        }
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows bytes(byte[] value) {
        sized(value.length).put(value);
        return this;
    }

    CopyRows smallint(@Nullable Integer value) {
        if (value == null) {
            return none();
        }
        sized(2).putShort(value.shortValue());
        return this;
    }

    CopyRows bigint(long value) {
        sized(8).putLong(value);
        return this;
    }

    /** Text that is JSON already, in UTF-8. */
    CopyRows jsonb(byte[] text) {
        sized(1 + text.length).put(JSONB_VERSION).put(text);
        return this;
    }

    CopyRows uuids(List<UUID> values) {
        return array(
                UUID_OID,
                values.stream()
                        .map(value -> ByteBuffer.allocate(16)
                                .putLong(value.getMostSignificantBits())
                                .putLong(value.getLeastSignificantBits())
                                .array())
                        .toList());
    }

    CopyRows texts(List<String> values) {
        return array(
                TEXT_OID,
                values.stream()
                        .map(value -> value.getBytes(StandardCharsets.UTF_8))
                        .toList());
    }

    /** One dimension from 1, or none where it is empty; no element is null. */
    private CopyRows array(int type, List<byte[]> elements) {
        int length = 12 + (elements.isEmpty() ? 0 : 8);
        for (byte[] element : elements) {
            length += 4 + element.length;
        }
        ByteBuffer array =
                sized(length).putInt(elements.isEmpty() ? 0 : 1).putInt(0).putInt(type);
        if (!elements.isEmpty()) {
            array.putInt(elements.size()).putInt(1);
        }
        for (byte[] element : elements) {
            array.putInt(element.length).put(element);
        }
        return this;
    }

    /** Columns that were encoded before, without a row's beginning. */
    CopyRows encoded(byte[] columns) {
        room(columns.length).put(columns);
        return this;
    }

    CopyRows bool(boolean value) {
        sized(1).put((byte) (value ? 1 : 0));
        return this;
    }

    CopyRows date(LocalDate value) {
        sized(4).putInt((int) (value.toEpochDay() - EPOCH.toEpochDay()));
        return this;
    }

    /** To the microsecond. */
    CopyRows moment(long epochMicros) {
        sized(8).putLong(epochMicros - EPOCH_SECOND * 1_000_000);
        return this;
    }

    /** To the second. */
    CopyRows timestamptz(@Nullable Instant value) {
        if (value == null) {
            return none();
        }
        sized(8).putLong((value.getEpochSecond() - EPOCH_SECOND) * 1_000_000);
        return this;
    }

    private CopyRows none() {
        room(4).putInt(NULL);
        return this;
    }

    private ByteBuffer sized(int length) {
        return room(4 + length).putInt(length);
    }

    private ByteBuffer room(int length) {
        if (bytes.remaining() < length) {
            int capacity = Math.max(bytes.capacity() * 2, bytes.position() + length);
            bytes = ByteBuffer.wrap(Arrays.copyOf(bytes.array(), capacity)).position(bytes.position());
        }
        return bytes;
    }
}
