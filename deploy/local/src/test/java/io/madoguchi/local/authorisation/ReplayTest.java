package io.madoguchi.local.authorisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Authorisations;
import io.madoguchi.disclosure.Authorisations.Document;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Role;
import io.madoguchi.local.authorisation.Replay.Opening;
import io.madoguchi.local.authorisation.Replay.Request;
import io.madoguchi.local.city.SampleCity;
import io.madoguchi.school.SchoolCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a draft would have changed about what was recorded. */
class ReplayTest {
    private static final SchoolCode HERE = SampleCity.school(1).code();
    private static final SchoolCode THERE = SampleCity.school(2).code();
    private static final UUID PUPIL = UUID.randomUUID();
    private static final UUID CLASSMATE = UUID.randomUUID();
    private static final UUID TEACHER = UUID.randomUUID();
    private static final Set<Field> NAME = Set.of(Field.PATRON_ID, Field.CATEGORY, Field.DISPLAY_NAME);
    private static final Who HANDLER = new Who(
            "handler-1",
            "subject",
            "counter",
            Set.of(Role.LIBRARY_SUPPORT_STAFF),
            "school-library-support-2013",
            "designation-1");
    private static final Who LIBRARY =
            new Who("library-1", "subject", "school-library", Set.of(Role.SCHOOL_LIBRARY_STAFF), null, null);
    private static final Authorisations IN_USE = Authorisations.shipped("shiryo-71", "library-regulation");

    @TempDir
    Path folder;

    @Test
    void anAddedFieldOpensForThePersonsWhoWereLookedUp() {
        Replay replay = replayed(
                shipped("amendment-a"),
                search(HANDLER, Duty.COUNTER, HERE, pupils(PUPIL, CLASSMATE)),
                search(HANDLER, Duty.COUNTER, HERE, pupils(PUPIL), staff(TEACHER)),
                search(HANDLER, Duty.COUNTER, THERE, pupils(UUID.randomUUID())),
                search(LIBRARY, null, HERE, pupils(PUPIL)));

        assertThat(replay.opened())
                .hasSize(3)
                .hasEntrySatisfying(kanaOf(PatronCategory.ELEMENTARY_PUPIL, HERE), count -> {
                    assertThat(count.persons()).isEqualTo(2);
                    assertThat(count.requests()).isEqualTo(2);
                })
                .hasEntrySatisfying(kanaOf(PatronCategory.STAFF, HERE), count -> assertThat(count.persons())
                        .isEqualTo(1))
                .containsKey(kanaOf(PatronCategory.ELEMENTARY_PUPIL, THERE));
        assertThat(replay.personsOpened()).isEqualTo(4);
        assertThat(replay.closed()).isEmpty();
        assertThat(replay.refused()).isEmpty();
        assertThat(replay.requests()).isEqualTo(4);
    }

    @Test
    void whatTheDraftLeavesOutClosesForThosePersonsAndTheRequestsAreRefused() throws IOException {
        Document draft = draft(text -> text.substring(0, text.indexOf("  - id: 別紙・読書指導支援")));
        Replay replay = replayed(
                draft,
                loanRecords(Duty.READING_GUIDANCE, PUPIL),
                loanRecords(Duty.READING_GUIDANCE, PUPIL),
                loanRecords(Duty.LEARNING_SUPPORT, PUPIL));

        assertThat(replay.closed().keySet())
                .containsExactlyInAnyOrder(
                        new Opening(
                                List.of(Duty.READING_GUIDANCE),
                                PatronCategory.ELEMENTARY_PUPIL,
                                Field.LOAN_RECORDS,
                                HERE),
                        new Opening(
                                List.of(Duty.READING_GUIDANCE),
                                PatronCategory.ELEMENTARY_PUPIL,
                                Field.PATRON_ID,
                                HERE));
        assertThat(replay.refused())
                .hasSize(1)
                .hasEntrySatisfying(new Request(List.of(Duty.READING_GUIDANCE), Act.READ_LOAN_RECORDS, HERE), count -> {
                    assertThat(count.persons()).isEqualTo(1);
                    assertThat(count.requests()).isEqualTo(2);
                });
        assertThat(replay.personsClosed()).isEqualTo(1);
        assertThat(replay.opened()).isEmpty();
    }

    @Test
    void aFieldThatWasOpenAndDidNotLeaveIsNotCountedAsClosing() throws IOException {
        Document draft = draft(text ->
                text.replace("operational: [patronId, category, actResult]", "operational: [patronId, category]"));
        Replay replay = replayed(draft, search(HANDLER, Duty.COUNTER, HERE, pupils(PUPIL)));
        assertThat(replay.closed()).isEmpty();
    }

    @Test
    void refusalsThatTheDraftWouldPermitAreCountedWithTheirRepetitions() throws IOException {
        Document draft =
                draft(text -> text.replaceFirst("fields: \\[displayName]", "fields: [displayName, loanRecords]"));
        Replay replay = replayed(
                draft, refused(Duty.COUNTER, 5), refused(Duty.USER_DATA, 1), refused(Duty.LEARNING_SUPPORT, 1));
        assertThat(replay.permitted())
                .hasSize(1)
                .hasEntrySatisfying(
                        new Request(List.of(Duty.COUNTER), Act.READ_LOAN_RECORDS, HERE),
                        count -> assertThat(count.requests()).isEqualTo(5));
    }

    @Test
    void aDraftOfTheFutureIsAskedAsOfItsFirstDay() throws IOException {
        Document draft = draft(text -> text.replace("inForce: { from: 2013-04-01", "inForce: { from: 2040-04-01")
                .replaceFirst("fields: \\[displayName]", "fields: [displayName, nameKana]"));
        Replay replay = replayed(draft, search(HANDLER, Duty.COUNTER, HERE, pupils(PUPIL)));
        assertThat(replay.opened()).containsOnlyKeys(kanaOf(PatronCategory.ELEMENTARY_PUPIL, HERE));
        assertThat(replay.closed()).isEmpty();
    }

    @Test
    void aFieldOfTheClassWindowCountsAsOpenableWhereASchoolMayOpenIt() {
        Replay replay = replayed(shipped("amendment-c"), search(HANDLER, Duty.COUNTER, HERE, pupils(PUPIL)));
        assertThat(replay.opened().keySet())
                .extracting(Opening::field)
                .containsExactlyInAnyOrder(Field.GRADE, Field.HOME_CLASS, Field.ATTENDANCE_NUMBER);
    }

    @Test
    void personsOfAnUnknownCategoryAreCountedUnderUnknown() {
        Replay replay = replayed(shipped("amendment-a"), search(HANDLER, Duty.COUNTER, HERE, part(null, NAME, PUPIL)));
        assertThat(replay.opened()).containsOnlyKeys(kanaOf(null, HERE));
        assertThat(replay.withoutCategory()).isEqualTo(1);
        assertThat(Forecast.of(replay, shipped("amendment-a"), null, true)).contains("| 不明");
    }

    @Test
    void whatDidNotComeAsFarAsTheRuleIsNotJudged() {
        Replay replay = replayed(
                shipped("amendment-a"),
                record(HANDLER, null, null, null, Result.REFUSED, 1),
                record(HANDLER, Act.READ_PATRON, Duty.COUNTER, null, Result.REFUSED, 2));
        assertThat(replay.notJudged()).isEqualTo(3);
        assertThat(replay.permitted()).isEmpty();
    }

    @Test
    void theForecastHoldsCountsAndNoId() {
        Document draft = shipped("amendment-a");
        Replay replay = replayed(draft, search(HANDLER, Duty.COUNTER, HERE, pupils(PUPIL, CLASSMATE)));
        assertThat(Forecast.of(replay, draft, null, false))
                .contains("amendment-a　第1版　現行の文書に加えて", "新たに開かれる項目のある利用者：2", HERE.value(), "| よみ ")
                .contains("■ 閉じられるもの：なし")
                .doesNotContain(PUPIL.toString(), "handler-1");
    }

    private Replay replayed(Document draft, AccessRecord... records) {
        Replay replay = new Replay(
                IN_USE,
                IN_USE.with(draft, draft.text().id()),
                draft.text().inForce().from(),
                ZoneId.of("Asia/Tokyo"));
        Stream.of(records).forEach(replay::add);
        return replay;
    }

    private Document shipped(String name) {
        return Authorisations.shipped(name).documents().get(0);
    }

    private Document draft(UnaryOperator<String> change) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(Authorisations.class.getResourceAsStream("/authorisations/shiryo-71.yaml"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(change.apply(text)).isNotEqualTo(text);
            return Authorisations.read(Files.writeString(folder.resolve("draft.yaml"), change.apply(text)));
        }
    }

    private static Opening kanaOf(@Nullable PatronCategory category, SchoolCode school) {
        return new Opening(List.of(Duty.COUNTER), category, Field.NAME_KANA, school);
    }

    private static Disclosed pupils(UUID... patrons) {
        return part(PatronCategory.ELEMENTARY_PUPIL, NAME, patrons);
    }

    private static Disclosed staff(UUID... patrons) {
        return part(PatronCategory.STAFF, NAME, patrons);
    }

    private static Disclosed part(@Nullable PatronCategory category, Set<Field> fields, UUID... patrons) {
        return new Disclosed(category, fields, List.of(patrons), List.of());
    }

    private static AccessRecord search(Who who, @Nullable Duty duty, SchoolCode school, Disclosed... parts) {
        return record(who, Act.SEARCH_PATRONS, duty, school, Result.PERMITTED, 1, parts);
    }

    private static AccessRecord loanRecords(Duty duty, UUID pupil) {
        Disclosed part = part(PatronCategory.ELEMENTARY_PUPIL, Set.of(Field.PATRON_ID, Field.LOAN_RECORDS), pupil);
        return record(HANDLER, Act.READ_LOAN_RECORDS, duty, HERE, Result.PERMITTED, 1, part);
    }

    private static AccessRecord refused(Duty duty, int times) {
        return record(HANDLER, Act.READ_LOAN_RECORDS, duty, HERE, Result.REFUSED, times);
    }

    private static AccessRecord record(
            Who who,
            @Nullable Act act,
            @Nullable Duty duty,
            @Nullable SchoolCode school,
            Result result,
            int times,
            Disclosed... parts) {
        return new AccessRecord(
                UUID.randomUUID(),
                "patron-service",
                Instant.parse("2026-11-20T01:00:00Z"),
                who,
                act,
                school,
                duty,
                result,
                result == Result.PERMITTED ? 200 : 403,
                null,
                null,
                List.of(parts),
                times,
                null,
                null);
    }
}
