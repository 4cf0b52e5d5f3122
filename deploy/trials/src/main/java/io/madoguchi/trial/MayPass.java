package io.madoguchi.trial;

import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.WhatMayPass;
import io.madoguchi.school.SchoolCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What may reach whom in the trial's city: the hand-written table, at the schools of the sample accounts. Never the code on
 * trial, which could be wrong in the same way.
 */
final class MayPass {
    /** Without one of these in the token the field stays, whatever the table says (DESIGN, first layer). */
    private static final Map<Field, Set<String>> SCOPES = Map.of(
            Field.DISPLAY_NAME, Set.of("patron.name:read"),
            Field.NAME_KANA, Set.of("patron.name:read"),
            Field.LOAN_RECORDS, Set.of("loan.history:read"),
            Field.OWN_LOAN_RECORDS, Set.of("loan.own:read"));

    /** Fields of which each person has a marker. */
    private static final Set<Field> MARKED = EnumSet.of(
            Field.DISPLAY_NAME,
            Field.NAME_KANA,
            Field.HOME_CLASS,
            Field.PATRON_NUMBER,
            Field.CARD_BARCODE,
            Field.LOAN_RECORDS,
            Field.OWN_LOAN_RECORDS);

    private final TrialCity city;
    private final Documents documents;

    MayPass(TrialCity city, Documents documents) {
        this.city = city;
        this.documents = documents;
    }

    /**
     * Where and of whom a field was met, as the trial counts it.
     *
     * @param who the row of the table
     * @param amendments those in force at the person's school
     */
    record Sight(String who, String amendments, Optional<PatronCategory> category, Field field) {}

    /** The sight that a person's marker is to this sender; empty for a leak. */
    Optional<Sight> sight(Identity identity, Set<String> scopes, @Nullable String duty, Marker marker) {
        if (marker.owner().isEmpty() || marker.field().isEmpty()) {
            return Optional.empty();
        }
        UUID owner = marker.owner().get();
        boolean own = identity.self().filter(owner::equals).isPresent();
        Resident person = city.resident(owner);
        return identity.rowFor(duty)
                .filter(who -> reaches(identity, person, own))
                .flatMap(who -> shownAs(marker.field().get(), own).stream()
                        .filter(field -> holds(scopes, field))
                        .filter(field -> opens(who, documents.at(person.school()), person.category(), field))
                        .findFirst()
                        .map(field ->
                                new Sight(who, documents.at(person.school()), Optional.of(person.category()), field)));
    }

    /** A title is one's own loan record, a loan record, or what somebody has on loan now, each a field of its own. */
    private static List<Field> shownAs(Field field, boolean own) {
        if (field != Field.LOAN_RECORDS) {
            return List.of(field);
        }
        return own ? List.of(Field.OWN_LOAN_RECORDS) : List.of(Field.LOAN_RECORDS, Field.CURRENT_TITLES);
    }

    /**
     * The same of a field that has no marker, such as a number: of somebody at this school, or at one of the sender's where
     * the request names none.
     */
    Optional<Sight> sight(Identity identity, @Nullable String duty, Field field, Optional<SchoolCode> at) {
        return identity.rowFor(duty)
                .filter(who -> schoolsOf(identity).stream()
                        .filter(school -> at.isEmpty() || at.get().equals(school))
                        .anyMatch(school -> opensToSomebody(who, documents.at(school), field)))
                .map(who -> new Sight(who, "", Optional.empty(), field));
    }

    /** All that the senders together have to be shown, so that a trial in which nothing was shown can't pass. */
    Set<Sight> expected(List<Identity> identities) {
        Set<Sight> expected = new LinkedHashSet<>();
        for (Identity identity : identities) {
            List<@Nullable String> duties = new ArrayList<>(identity.duties());
            if (duties.isEmpty()) {
                duties.add(null);
            }
            List<SchoolCode> schools = identity.schoolsTried();
            for (String duty : duties) {
                identity.rowFor(duty)
                        .ifPresent(who -> schools.forEach(school -> addExpected(identity, who, school, expected)));
            }
        }
        return expected;
    }

    private void addExpected(Identity identity, String who, SchoolCode school, Set<Sight> expected) {
        Set<PatronCategory> categories = identity.self()
                .map(self -> Set.of(city.resident(self).category()))
                .orElse(Set.of(PatronCategory.values()));
        SchoolCode at =
                identity.self().map(self -> city.resident(self).school()).orElse(school);
        for (PatronCategory category : categories) {
            for (Field field : WhatMayPass.to(who, documents.at(at), category)) {
                if (MARKED.contains(field)) {
                    expected.add(new Sight(who, documents.at(at), Optional.of(category), field));
                } else if (Inspection.SIGNS.containsKey(field)) {
                    expected.add(new Sight(who, "", Optional.empty(), field));
                }
            }
        }
    }

    static boolean opens(String who, String amendments, PatronCategory category, Field field) {
        return WhatMayPass.to(who, amendments, category).contains(field);
    }

    private static boolean opensToSomebody(String who, String amendments, Field field) {
        for (PatronCategory category : PatronCategory.values()) {
            if (opens(who, amendments, category, field)) {
                return true;
            }
        }
        return false;
    }

    private static Set<SchoolCode> schoolsOf(Identity identity) {
        return identity.schools().isEmpty() ? Set.copyOf(TrialCity.schools()) : Set.copyOf(identity.schools());
    }

    /** Handlers and a school's staff reach the assigned schools, handlers none who have left; patrons reach themselves. */
    private static boolean reaches(Identity identity, Resident person, boolean own) {
        if (identity.roles().contains("PATRON")) {
            return own;
        }
        if (identity.isHandler()) {
            return identity.schools().contains(person.school()) && !person.departed();
        }
        return !identity.roles().contains("SCHOOL_LIBRARY_STAFF")
                || identity.schools().contains(person.school());
    }

    private static boolean holds(Set<String> scopes, Field field) {
        Set<String> needed = SCOPES.get(field);
        return needed == null || needed.stream().anyMatch(scopes::contains);
    }
}
