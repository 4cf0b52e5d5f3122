package io.madoguchi.trail;

import io.madoguchi.api.trail.AccessRecord;
import io.madoguchi.api.trail.AccessRecord.Disclosed;
import io.madoguchi.api.trail.AccessRecord.Result;
import io.madoguchi.api.trail.AccessRecord.Who;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Citation;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** An access record with readable defaults: a handler at the counter reads one patron's name. */
public final class ARecord {
    public static final String SOURCE = "patron-service";
    static final SchoolCode SCHOOL = new SchoolCode("B101210000018");

    private UUID id = UUID.randomUUID();
    private String source = SOURCE;
    private Instant at = Instant.parse("2026-11-22T01:02:03.000004Z");
    private String person = "handler-1";
    private Set<Role> roles = Set.of(Role.LIBRARY_SUPPORT_STAFF, Role.HANDLING_MANAGER);
    private SchoolCode school = SCHOOL;
    private Duty duty = Duty.COUNTER;
    private Set<Field> fields = Set.of(Field.DISPLAY_NAME, Field.PATRON_ID, Field.CATEGORY);
    private List<UUID> patrons = List.of(UUID.randomUUID());
    private UUID requested;
    private Result decision = Result.PERMITTED;

    public static ARecord aRecord() {
        return new ARecord();
    }

    public ARecord withId(UUID value) {
        id = value;
        return this;
    }

    public ARecord from(String service) {
        source = service;
        return this;
    }

    public ARecord at(String moment) {
        at = Instant.parse(moment);
        return this;
    }

    public ARecord by(String account) {
        person = account;
        return this;
    }

    public ARecord as(Role role) {
        roles = Set.of(role);
        return this;
    }

    public ARecord atSchool(SchoolCode value) {
        school = value;
        return this;
    }

    public ARecord forDuty(Duty value) {
        duty = value;
        return this;
    }

    public ARecord of(UUID... subjects) {
        patrons = List.of(subjects);
        return this;
    }

    public ARecord disclosing(Field... names) {
        fields = Set.of(names);
        return this;
    }

    public ARecord refusedFor(UUID patron) {
        decision = Result.REFUSED;
        requested = patron;
        return this;
    }

    public AccessRecord build() {
        boolean refused = decision == Result.REFUSED;
        return new AccessRecord(
                id,
                source,
                at,
                new Who(person, "s-" + person, "counter", roles, "c-1", "d-1"),
                Act.READ_PATRON,
                school,
                duty,
                decision,
                refused ? 404 : 200,
                refused ? "not-visible" : null,
                requested,
                refused
                        ? List.of()
                        : List.of(new Disclosed(
                                null,
                                fields,
                                patrons,
                                List.of(new Citation("shiryo-71", "別紙・カウンター業務", "0".repeat(64))))),
                1,
                null,
                null);
    }
}
