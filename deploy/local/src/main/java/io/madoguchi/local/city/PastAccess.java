package io.madoguchi.local.city;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A generated access record and the columns that the trail keeps beside its body.
 *
 * @param at microseconds since 1970
 * @param body canonical JSON in UTF-8
 */
record PastAccess(
        UUID id,
        String source,
        long at,
        String person,
        String school,
        @Nullable String declaredDuty,
        String decision,
        List<UUID> patrons,
        List<String> fields,
        byte[] body,
        byte[] salt) {}
