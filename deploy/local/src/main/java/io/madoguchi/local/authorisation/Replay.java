package io.madoguchi.local.authorisation;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Assignment;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Decision;
import io.madoguchi.disclosure.DisclosureRule;
import io.madoguchi.disclosure.DisclosureRule.Circumstances;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Engagement;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Period;
import io.madoguchi.disclosure.Role;
import io.madoguchi.disclosure.SchoolDecisions;
import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks the disclosure rule again about what was recorded, once under the documents in use and once under a draft, and counts
 * what differs. The caller is rebuilt from the record with all that would not stand in the way: every scope, an assignment to
 * the record's school, an open class window. So it counts what the draft changes, and at most that. Keeps counts and distinct
 * ids, no record.
 */
public final class Replay {
    private static final Period ALWAYS = new Period(LocalDate.EPOCH, null);
    private static final Set<String> EVERY_SCOPE = Stream.concat(
                    Stream.of(Field.values()).flatMap(field -> field.scopes().stream()),
                    Stream.of(Duty.values()).map(Duty::scope).flatMap(Optional::stream))
            .collect(Collectors.toUnmodifiableSet());

    private final Authorisations inUse;
    private final Authorisations withDraft;
    private final LocalDate draftBegins;
    private final ZoneId zone;
    private final Map<Opening, Count> opened = new HashMap<>();
    private final Map<Opening, Count> closed = new HashMap<>();
    private final Map<Request, Count> permitted = new HashMap<>();
    private final Map<Request, Count> refused = new HashMap<>();
    private final Set<UUID> personsOpened = new HashSet<>();
    private final Set<UUID> personsClosed = new HashSet<>();
    private long requests;
    private long notJudged;
    private long withoutCategory;

    /** {@code draftBegins}: a draft of the future is asked as of its first day, whatever the record's. */
    public Replay(Authorisations inUse, Authorisations withDraft, LocalDate draftBegins, ZoneId zone) {
        this.inUse = inUse;
        this.withDraft = withDraft;
        this.draftBegins = draftBegins;
        this.zone = zone;
    }

    /** A field of patrons of a category at a school, for a duty or, where none was stated, for roles. */
    record Opening(List<Enum<?>> whom, @Nullable PatronCategory category, Field field, @Nullable SchoolCode school) {}

    /** What was asked for, by whom and where. */
    record Request(List<Enum<?>> whom, Act act, @Nullable SchoolCode school) {}

    /** How many requests, about how many persons. */
    static final class Count {
        private final Set<UUID> persons = new HashSet<>();
        private long requests;

        private void add(Collection<UUID> patrons, long times) {
            persons.addAll(patrons);
            requests += times;
        }

        int persons() {
            return persons.size();
        }

        long requests() {
            return requests;
        }
    }

    public void add(AccessRecord record) {
        requests += record.times();
        Act act = record.act();
        SchoolCode school = record.school();
        Caller caller = caller(record);
        if (act == null || school == null && caller.isContractor()) {
            notJudged += record.times();
            return;
        }
        LocalDate day = LocalDate.ofInstant(record.at(), zone);
        Decision before = decide(caller, act, record, inUse, day);
        Decision after = decide(caller, act, record, withDraft, day.isBefore(draftBegins) ? draftBegins : day);
        boolean was = before instanceof Decision.Permitted;
        boolean will = after instanceof Decision.Permitted;
        Request request = new Request(whom(record), act, school);
        if (record.decision() == AccessRecord.Result.REFUSED) {
            if (!was && will) {
                count(permitted, request, Stream.ofNullable(record.requested()).toList(), record.times());
            }
            return;
        }
        if (was && !will) {
            count(refused, request, patronsIn(record), record.times());
        }
        for (AccessRecord.Disclosed part : record.disclosed()) {
            compare(part, record, before, after);
        }
    }

    private void compare(AccessRecord.Disclosed part, AccessRecord record, Decision before, Decision after) {
        if (part.patrons().isEmpty()) {
            return;
        }
        withoutCategory += part.category() == null ? record.times() : 0;
        Set<Field> opening = EnumSet.noneOf(Field.class);
        Set<Field> closing = EnumSet.noneOf(Field.class);
        for (PatronCategory category :
                part.category() == null ? EnumSet.allOf(PatronCategory.class) : EnumSet.of(part.category())) {
            Set<Field> now =
                    open(before, record.school(), category, part.patrons().get(0));
            Set<Field> then =
                    open(after, record.school(), category, part.patrons().get(0));
            then.stream().filter(field -> !now.contains(field)).forEach(opening::add);
            now.stream().filter(field -> !then.contains(field)).forEach(closing::add);
        }
        // What was open and didn't leave is nobody's loss; what opens could have left.
        closing.retainAll(part.fields());
        for (Field field : opening) {
            count(opened, opening(part, record, field), part.patrons(), record.times());
            personsOpened.addAll(part.patrons());
        }
        for (Field field : closing) {
            count(closed, opening(part, record, field), part.patrons(), record.times());
            personsClosed.addAll(part.patrons());
        }
    }

    private static Opening opening(AccessRecord.Disclosed part, AccessRecord record, Field field) {
        return new Opening(whom(record), part.category(), field, record.school());
    }

    private static <K> void count(Map<K, Count> counts, K key, Collection<UUID> patrons, long times) {
        counts.computeIfAbsent(key, first -> new Count()).add(patrons, times);
    }

    private static Decision decide(
            Caller caller, Act act, AccessRecord record, Authorisations documents, LocalDate day) {
        SchoolDecisions windowOpen =
                new SchoolDecisions(Stream.ofNullable(record.school()).collect(Collectors.toSet()), Set.of());
        return DisclosureRule.decide(
                caller, act, record.school(), record.declaredDuty(), new Circumstances(documents, windowOpen, day));
    }

    private static Set<Field> open(
            Decision decision, @Nullable SchoolCode school, PatronCategory category, UUID patron) {
        if (!(decision instanceof Decision.Permitted permitted)) {
            return Set.of();
        }
        if (school != null) {
            return permitted.permit().fieldsOf(school, category, patron);
        }
        return permitted.permit().grants().stream()
                .filter(grant -> grant.categories().contains(category))
                .flatMap(grant -> grant.fields().stream())
                .collect(Collectors.toSet());
    }

    private static Caller caller(AccessRecord record) {
        AccessRecord.Who who = record.who();
        return new Caller(
                who.person(),
                who.subject(),
                who.client(),
                who.roles(),
                EVERY_SCOPE,
                Stream.ofNullable(record.school())
                        .map(school -> new Assignment(school, ALWAYS))
                        .toList(),
                engagement(who.designation()),
                engagement(who.contract()),
                who.roles().contains(Role.PATRON)
                        ? patronsIn(record).stream().findFirst().orElse(record.requested())
                        : null);
    }

    private static @Nullable Engagement engagement(@Nullable String id) {
        return id == null ? null : new Engagement(id, ALWAYS);
    }

    private static List<Enum<?>> whom(AccessRecord record) {
        Duty duty = record.declaredDuty();
        return duty == null ? List.copyOf(record.who().roles()) : List.of(duty);
    }

    private static Set<UUID> patronsIn(AccessRecord record) {
        return record.disclosed().stream()
                .flatMap(part -> part.patrons().stream())
                .collect(Collectors.toSet());
    }

    Map<Opening, Count> opened() {
        return opened;
    }

    Map<Opening, Count> closed() {
        return closed;
    }

    /** Refusals that the draft would turn into permits. */
    Map<Request, Count> permitted() {
        return permitted;
    }

    /** Permits that the draft would turn into refusals. */
    Map<Request, Count> refused() {
        return refused;
    }

    int personsOpened() {
        return personsOpened.size();
    }

    int personsClosed() {
        return personsClosed.size();
    }

    public long requests() {
        return requests;
    }

    /** Requests that did not come as far as the rule, or that name no school. */
    long notJudged() {
        return notJudged;
    }

    /** Parts of records that don't say of which category the persons are; counted as if they were of any. */
    long withoutCategory() {
        return withoutCategory;
    }
}
