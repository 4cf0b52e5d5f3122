package io.madoguchi.local.city;

import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Authorisation.Clause;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Role;
import io.madoguchi.problem.ProblemCode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The access records that a big city's trail begins with: what handlers and library staff did at the counters of its schools on the
 * days of the last {@value #DAYS} days on which they were open, in the order of time. In the form in which the services write
 * them, as canonical JSON; written as text at once, since millions of them through a tree of nodes would take hours.
 */
final class PastAccesses {
    static final int DAYS = 400;

    private static final long OPENS = 8 * 3600 + 15 * 60;
    private static final long CLOSES = 16 * 3600 + 30 * 60;
    private static final long MICROS = 1_000_000;
    private static final String CONTRACT = "school-library-support-2013";

    private final List<SampleSchool> schools;
    private final long total;
    private final long[] opening;
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Document> documents =
            Authorisations.shipped("shiryo-71", "library-regulation").documents();

    PastAccesses(City city, long total, LocalDate today) {
        this.schools = city.schools();
        this.total = total;
        CounterDays counter = new CounterDays(today);
        int first = counter.firstFrom(today.minusDays(DAYS));
        this.opening = new long[counter.firstFrom(today) - first];
        for (int i = 0; i < opening.length; i++) {
            opening[i] =
                    counter.day(first + i).atStartOfDay(ZoneOffset.ofHours(9)).toEpochSecond() + OPENS;
        }
        addKinds();
    }

    /** Who may do a kind of thing: the contractor's handler at a school, or the school's own library staff. */
    private enum Who {
        HANDLER("handler", "designation", Role.LIBRARY_SUPPORT_STAFF, "5a0c1c7e-6a51-4c58-9d7e-0d6a8f0b1a01"),
        LIBRARY("library", null, Role.SCHOOL_LIBRARY_STAFF, "5a0c1c7e-6a51-4c58-9d7e-0d6a8f0b1a04");

        private final String account;
        private final @Nullable String designation;
        private final Role role;
        /** Of the sample account with number 1. */
        private final UUID firstSubject;

        Who(String account, @Nullable String designation, Role role, String firstSubject) {
            this.account = account;
            this.designation = designation;
            this.role = role;
            this.firstSubject = UUID.fromString(firstSubject);
        }
    }

    /**
     * One kind of request and its answer.
     *
     * @param upTo its share, with those of the kinds before it
     * @param most patrons that the answer names
     * @param refusal null where it is permitted
     */
    private record Kind(
            double upTo,
            String source,
            Act act,
            Who who,
            String client,
            @Nullable Duty duty,
            int status,
            int most,
            boolean ofPupilsOnly,
            boolean nameRequested,
            @Nullable String refusal,
            List<String> fields,
            byte[] authorisations) {}

    private void addKinds() {
        Set<Field> result = EnumSet.of(Field.ACT_RESULT);
        Set<Field> name = EnumSet.of(Field.PATRON_ID, Field.CATEGORY, Field.DISPLAY_NAME);
        Set<Field> records = EnumSet.of(Field.PATRON_ID, Field.LOAN_RECORDS);
        Set<Field> all = EnumSet.range(Field.PATRON_ID, Field.CARD_BARCODE);
        counter(0.32, Act.CHECK_OUT, 201, 1, result, null);
        counter(0.30, Act.CHECK_IN, 200, 0, Set.of(), null);
        counter(0.03, Act.RENEW, 200, 1, result, null);
        counter(0.12, Act.SEARCH_PATRONS, 200, 1, name, null);
        counter(0.05, Act.SEARCH_PATRONS, 200, 8, name, null);
        counter(0.05, Act.READ_PATRON, 200, 1, name, null);
        guidance(0.04, 200, 1, records, null);
        library(0.02, Act.CHECK_OUT, 201, 1, result);
        library(0.02, Act.CHECK_IN, 200, 0, Set.of());
        library(0.02, Act.SEARCH_PATRONS, 200, 5, all);
        counter(0.008, Act.CHECK_OUT, 409, 1, result, ProblemCode.CANNOT_LEND.code());
        counter(0.006, Act.CHECK_IN, 409, 0, Set.of(), ProblemCode.ITEM_NOT_ON_LOAN.code());
        counter(0.008, Act.SEARCH_PATRONS, 404, 0, Set.of(), "not-visible");
        counter(0.005, Act.SEARCH_PATRONS, 422, 0, Set.of(), ProblemCode.TOO_MANY.code());
        guidance(0.003, 404, 0, Set.of(), "not-visible");
    }

    private void counter(double share, Act act, int status, int most, Set<Field> fields, @Nullable String refusal) {
        add(share, act, Who.HANDLER, "counter", Duty.COUNTER, status, most, fields, refusal);
    }

    private void guidance(double share, int status, int most, Set<Field> fields, @Nullable String refusal) {
        add(
                share,
                Act.READ_LOAN_RECORDS,
                Who.HANDLER,
                "reading-guidance",
                Duty.READING_GUIDANCE,
                status,
                most,
                fields,
                refusal);
    }

    private void library(double share, Act act, int status, int most, Set<Field> fields) {
        add(share, act, Who.LIBRARY, "school-library", null, status, most, fields, null);
    }

    private void add(
            double share,
            Act act,
            Who who,
            String client,
            @Nullable Duty duty,
            int status,
            int most,
            Set<Field> fields,
            @Nullable String refusal) {
        double before = kinds.isEmpty() ? 0 : kinds.get(kinds.size() - 1).upTo();
        boolean ofNames = act == Act.SEARCH_PATRONS || act == Act.READ_PATRON;
        kinds.add(new Kind(
                before + share,
                ofNames ? "patron-service" : "circulation-service",
                act,
                who,
                client,
                duty,
                status,
                most,
                duty == Duty.READING_GUIDANCE,
                refusal != null && act == Act.READ_LOAN_RECORDS,
                refusal,
                fields.stream().map(Field::apiName).toList(),
                cited(duty != null ? clause -> clause.duty() == duty : clause -> clause.role() == who.role)));
    }

    /** As the one clause of the shipped documents that speaks of it is cited. */
    private byte[] cited(Predicate<Clause> speaksOfIt) {
        for (Document document : documents) {
            for (Clause clause : document.text().clauses()) {
                if (speaksOfIt.test(clause)) {
                    return new JsonText()
                            .text("[{\"clause\":\"" + clause.id() + "\",\"document\":\""
                                    + document.text().id() + "\",\"sha256\":\"" + document.sha256() + "\"}]")
                            .toByteArray();
                }
            }
        }
        throw new IllegalStateException("no clause speaks of it");
    }

    /** From one index until before another, in order; both draw on the batch's own generator, so that batches can be made side by side. */
    List<PastAccess> batch(long from, long until) {
        Seeded random = Seeded.of("access records", from);
        List<PastAccess> records = new ArrayList<>((int) (until - from));
        Days days = new Days();
        JsonText json = new JsonText();
        for (long index = from; index < until; index++) {
            records.add(record(time(index), random, days, json));
        }
        return records;
    }

    /** The same number each day, evenly from the opening until the counter closes. */
    private long time(long index) {
        int day = (int) (index * opening.length / total);
        long first = (day * total + opening.length - 1) / opening.length;
        long next = ((day + 1) * total + opening.length - 1) / opening.length;
        long within = (index - first) * ((CLOSES - OPENS) * MICROS / (next - first));
        // Odd, so that all six digits are written, always.
        return opening[day] * MICROS + within | 1;
    }

    private PastAccess record(long at, Seeded random, Days days, JsonText json) {
        Kind kind = kind(random);
        SampleSchool school = random.pick(schools);
        UUID id = random.uuid();
        int named = kind.most() > 1 ? random.between(1, kind.most()) : kind.most();
        Map<PatronCategory, List<UUID>> disclosed = patrons(school, kind, named, random);
        UUID requested = kind.nameRequested() ? People.id(random.pick(schools), 0) : null;
        int account = account(school, kind);
        String person = kind.who().account + "-" + account;
        json.clear();
        json.text("{\"act\":\"").text(kind.act().name()).text("\",\"at\":\"");
        days.write(at, json);
        json.text("\",\"decision\":\"").text(decision(kind));
        Duty duty = kind.duty();
        if (duty != null) {
            json.text("\",\"declaredDuty\":\"").text(duty.name());
        }
        json.text("\",\"disclosed\":[");
        writeDisclosed(disclosed, kind, json);
        json.text("],\"id\":\"").uuid(id);
        if (kind.refusal() != null) {
            json.text("\",\"reason\":\"").text(kind.refusal());
        }
        if (requested != null) {
            json.text("\",\"requested\":\"").uuid(requested);
        }
        json.text("\",\"school\":\"")
                .text(school.code().value())
                .text("\",\"source\":\"")
                .text(kind.source())
                .text("\",\"status\":")
                .number(kind.status())
                .text(",\"times\":1,\"who\":");
        writeWho(kind, account, person, json);
        byte[] body = json.text("}").toByteArray();
        List<UUID> patrons = new ArrayList<>();
        disclosed.values().forEach(patrons::addAll);
        if (requested != null) {
            patrons.add(requested);
        }
        return new PastAccess(
                id,
                kind.source(),
                at,
                person,
                school.code().value(),
                duty == null ? null : duty.name(),
                decision(kind),
                patrons,
                disclosed.isEmpty() ? List.of() : kind.fields(),
                body,
                salt(random));
    }

    private Kind kind(Seeded random) {
        double u = random.unit();
        for (Kind kind : kinds) {
            if (u < kind.upTo()) {
                return kind;
            }
        }
        return kinds.get(0);
    }

    private static String decision(Kind kind) {
        return kind.refusal() == null ? "PERMITTED" : "REFUSED";
    }

    /** In the order of the categories; each person once. */
    private static Map<PatronCategory, List<UUID>> patrons(SampleSchool school, Kind kind, int named, Seeded random) {
        if (named == 0) {
            return Map.of();
        }
        Map<PatronCategory, List<UUID>> patrons = new TreeMap<>();
        int people = kind.ofPupilsOnly() ? school.pupils() : school.pupils() + school.staff();
        int first = random.below(people - named + 1);
        for (int i = first; i < first + named; i++) {
            patrons.computeIfAbsent(People.category(school, i), category -> new ArrayList<>())
                    .add(People.id(school, i));
        }
        return patrons;
    }

    private static void writeDisclosed(Map<PatronCategory, List<UUID>> disclosed, Kind kind, JsonText json) {
        String between = "";
        for (Map.Entry<PatronCategory, List<UUID>> part : disclosed.entrySet()) {
            json.text(between)
                    .text("{\"authorisations\":")
                    .bytes(kind.authorisations())
                    .text(",\"category\":\"")
                    .text(part.getKey().name())
                    .text("\",\"fields\":")
                    .text(quoted(kind.fields()))
                    .text(",\"patrons\":[\"");
            String comma = "";
            for (UUID patron : part.getValue()) {
                json.text(comma).uuid(patron);
                comma = "\",\"";
            }
            json.text("\"]}");
            between = ",";
        }
    }

    private static void writeWho(Kind kind, int account, String person, JsonText json) {
        json.text("{\"client\":\"").text(kind.client());
        if (kind.who().designation != null) {
            json.text("\",\"contract\":\"")
                    .text(CONTRACT)
                    .text("\",\"designation\":\"")
                    .text(kind.who().designation);
            // The third is the handling manager's.
            json.text("-").number(account < 3 ? account : account + 1);
        }
        json.text("\",\"person\":\"")
                .text(person)
                .text("\",\"roles\":[\"")
                .text(kind.who().role.name())
                .text("\"],\"subject\":\"")
                .uuid(account == 1 ? kind.who().firstSubject : subject(kind, account))
                .text("\"}");
    }

    private static UUID subject(Kind kind, int account) {
        return Seeded.of(kind.who().account, account).uuid();
    }

    /** The first handler works at two schools, like the account of that name; everybody else at one. */
    private static int account(SampleSchool school, Kind kind) {
        return kind.who() == Who.HANDLER && school.number() == 2 ? 1 : school.number();
    }

    private static String quoted(Collection<String> names) {
        return names.stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
    }

    /** Not secret, as nothing of a sample city is. */
    private static byte[] salt(Seeded random) {
        ByteBuffer salt = ByteBuffer.allocate(32);
        while (salt.hasRemaining()) {
            salt.putLong(random.nextLong());
        }
        return salt.array();
    }

    /** Writes moments as ISO 8601; thousands in a row are of the same day. */
    private static final class Days {
        private long day = Long.MIN_VALUE;
        private String text = "";

        void write(long micros, JsonText json) {
            long second = Math.floorDiv(micros, MICROS);
            if (Math.floorDiv(second, 86_400) != day) {
                day = Math.floorDiv(second, 86_400);
                text = LocalDate.ofEpochDay(day) + "T";
            }
            int ofDay = (int) Math.floorMod(second, 86_400);
            json.text(text)
                    .digits(ofDay / 3600, 2)
                    .text(":")
                    .digits(ofDay / 60 % 60, 2)
                    .text(":")
                    .digits(ofDay % 60, 2)
                    .text(".")
                    .digits((int) Math.floorMod(micros, MICROS), 6)
                    .text("Z");
        }
    }

    /** UTF-8 that is written without a string between. What goes in needs no escapes. */
    private static final class JsonText {
        private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

        private ByteBuffer bytes = ByteBuffer.allocate(16 << 10);

        void clear() {
            bytes.clear();
        }

        JsonText text(String text) {
            return bytes(text.getBytes(StandardCharsets.UTF_8));
        }

        JsonText bytes(byte[] utf8) {
            bytes.put(utf8);
            return this;
        }

        JsonText number(int number) {
            return text(Integer.toString(number));
        }

        JsonText digits(int number, int width) {
            int end = bytes.position() + width;
            int rest = number;
            for (int i = end - 1; i >= end - width; i--) {
                bytes.put(i, (byte) ('0' + rest % 10));
                rest /= 10;
            }
            bytes.position(end);
            return this;
        }

        JsonText uuid(UUID uuid) {
            hex(uuid.getMostSignificantBits() >>> 32, 8);
            hex(uuid.getMostSignificantBits() >>> 16, 4);
            hex(uuid.getMostSignificantBits(), 4);
            hex(uuid.getLeastSignificantBits() >>> 48, 4);
            hex(uuid.getLeastSignificantBits(), 12);
            bytes.position(bytes.position() - 1);
            return this;
        }

        private void hex(long bits, int digits) {
            for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
                bytes.put(HEX[(int) (bits >>> shift) & 0xF]);
            }
            bytes.put((byte) '-');
        }

        byte[] toByteArray() {
            byte[] copy = new byte[bytes.position()];
            bytes.get(0, copy);
            return copy;
        }
    }
}
