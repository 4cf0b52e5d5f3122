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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** An access record with readable defaults: a handler at the counter reads one patron's name. */
public final class ARecord {
    public static final String SOURCE = "patron-service";
    static final SchoolCode SCHOOL = new SchoolCode("B101210000018");

    private static final Citation CLAUSE = new Citation("shiryo-71", "別紙・カウンター業務", "0".repeat(64));

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
    private Act act = Act.READ_PATRON;
    private String contract = "c-1";
    private String designation = "d-1";
    private String reason = "not-visible";
    private int times = 1;
    private final List<Disclosed> further = new ArrayList<>();

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

    ARecord doing(Act value) {
        act = value;
        return this;
    }

    ARecord under(String contractId, String designationId) {
        contract = contractId;
        designation = designationId;
        return this;
    }

    /** What happened, or why it was refused. */
    ARecord because(String value) {
        reason = value;
        return this;
    }

    ARecord times(int value) {
        times = value;
        return this;
    }

    /** A second part, of persons of another category. */
    ARecord andDisclosing(Set<Field> names, UUID... subjects) {
        further.add(new Disclosed(null, names, List.of(subjects), List.of(CLAUSE)));
        return this;
    }

    public AccessRecord build() {
        boolean refused = decision == Result.REFUSED;
        return new AccessRecord(
                id,
                source,
                at,
                new Who(person, "s-" + person, "counter", roles, contract, designation),
                act,
                school,
                duty,
                decision,
                refused ? 404 : 200,
                refused || !reason.equals("not-visible") ? reason : null,
                requested,
                refused || fields.isEmpty()
                        ? List.of()
                        : Stream.concat(
                                        Stream.of(new Disclosed(null, fields, patrons, List.of(CLAUSE))),
                                        further.stream())
                                .toList(),
                times,
                null,
                null);
    }
}
