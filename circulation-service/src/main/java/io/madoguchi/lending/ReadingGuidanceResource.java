package io.madoguchi.lending;

import io.madoguchi.api.lending.ReadingGuidance;
import io.madoguchi.api.lending.ReadingGuidanceApi;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;

/** A school's decision about reading guidance over HTTP. */
class ReadingGuidanceResource implements ReadingGuidanceApi {
    private final Gate gate;
    private final ReadingGuidanceDecisions decisions;

    ReadingGuidanceResource(Gate gate, ReadingGuidanceDecisions decisions) {
        this.gate = gate;
        this.decisions = decisions;
    }

    @Override
    @PermissionsAllowed(Scopes.SCHOOL_DECIDE)
    public ReadingGuidance readReadingGuidance(SchoolCode school) {
        return decisions.read(gate.permit(Act.READ_READING_GUIDANCE, school), school);
    }

    @Override
    @PermissionsAllowed(Scopes.SCHOOL_DECIDE)
    public ReadingGuidance switchReadingGuidance(SchoolCode school, ReadingGuidance decision) {
        return decisions.decide(gate.permit(Act.SWITCH_READING_GUIDANCE, school), school, decision);
    }
}
