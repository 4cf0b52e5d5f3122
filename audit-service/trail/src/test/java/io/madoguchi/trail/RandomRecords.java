package io.madoguchi.trail;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.api.trail.Inquiry;
import io.madoguchi.api.trail.InquiryReason;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Citation;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Records of every sort, made of a few values each, so that any two conditions leave some of them. */
final class RandomRecords {
    private static final List<SchoolCode> SCHOOLS =
            Arrays.asList(SchoolCode.ofTwelve("B10121000011"), SchoolCode.ofTwelve("C10121000012"), null);
    private static final List<Duty> DUTIES =
            Arrays.asList(Duty.COUNTER, Duty.USER_DATA, Duty.LEARNING_SUPPORT, Duty.READING_GUIDANCE, null);
    private static final List<Field> FIELDS =
            List.of(Field.PATRON_ID, Field.DISPLAY_NAME, Field.LOAN_RECORDS, Field.NAME_KANA);
    private static final List<String> DOCUMENTS = List.of("shiryo-71", "amendment-a", "library-regulation");
    private static final List<String> REASONS = List.of("not-visible", "duty-not-granted", "too-many-requests");
    private static final List<String> CASES = Arrays.asList("R8-1", "R8-2", null);

    private final Random random;
    private final Instant begin;
    private final List<UUID> patrons;
    private final List<String> persons;
    private final List<String> designations;
    private final List<String> contracts;

    /** The same seed and begin make the same records. */
    RandomRecords(long seed, Instant begin) {
        this.random = new Random(seed);
        this.begin = begin;
        this.patrons = Stream.generate(this::uuid).limit(8).toList();
        this.persons =
                IntStream.range(0, 4).mapToObj(i -> "handler-" + seed + "-" + i).toList();
        this.designations = Arrays.asList("d-" + seed + "-1", "d-" + seed + "-2", null);
        this.contracts = Arrays.asList("c-" + seed + "-1", null);
    }

    AccessRecord next() {
        boolean refused = random.nextInt(3) == 0;
        return new AccessRecord(
                uuid(),
                ARecord.SOURCE,
                begin.plus(Duration.ofMinutes(random.nextInt(60 * 24 * 10))),
                new Who(
                        one(persons),
                        "s-1",
                        "counter",
                        Set.of(Role.LIBRARY_SUPPORT_STAFF),
                        one(contracts),
                        one(designations)),
                one(List.of(Act.values())),
                one(SCHOOLS),
                one(DUTIES),
                refused ? Result.REFUSED : Result.PERMITTED,
                refused ? 403 : 200,
                refused ? one(REASONS) : null,
                random.nextInt(4) == 0 ? one(patrons) : null,
                refused && random.nextInt(4) > 0 ? List.of() : disclosed(),
                refused ? 1 + random.nextInt(5) : 1,
                null,
                random.nextInt(3) == 0 ? Inquiry.of(InquiryReason.COMPLAINT, one(CASES)) : null);
    }

    private List<Disclosed> disclosed() {
        List<Disclosed> parts = new ArrayList<>();
        for (int part = random.nextInt(3); part >= 0; part--) {
            parts.add(new Disclosed(
                    one(List.of(PatronCategory.values())),
                    EnumSet.copyOf(some(FIELDS)),
                    some(patrons),
                    some(DOCUMENTS).stream()
                            .map(document -> new Citation(document, "別紙", "0".repeat(64)))
                            .toList()));
        }
        return parts;
    }

    private <T> List<T> some(List<T> all) {
        List<T> some = new ArrayList<>(
                all.stream().filter(each -> random.nextInt(3) == 0).toList());
        if (some.isEmpty()) {
            some.add(one(all));
        }
        return some;
    }

    <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private UUID uuid() {
        return UUID.nameUUIDFromBytes(
                (begin + " " + random.nextLong()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
