package io.madoguchi.classwindow;

import io.madoguchi.api.directory.ClassWindow;
import io.madoguchi.api.directory.ClassWindowApi;
import io.madoguchi.api.directory.ClassWindowRequest;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Scopes;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.PermissionsAllowed;
import java.time.Duration;

/** The class window over HTTP. */
class ClassWindowResource implements ClassWindowApi {
    private final Gate gate;
    private final DecideClassWindow decide;

    ClassWindowResource(Gate gate, DecideClassWindow decide) {
        this.gate = gate;
        this.decide = decide;
    }

    @Override
    @PermissionsAllowed(Scopes.SCHOOL_DECIDE)
    public ClassWindow openClassWindow(SchoolCode school, ClassWindowRequest request) {
        return decide.open(gate.permit(Act.OPEN_CLASS_WINDOW, school), school, Duration.ofMinutes(request.minutes()))
                .orProblem();
    }

    @Override
    @PermissionsAllowed(Scopes.SCHOOL_DECIDE)
    public ClassWindow readClassWindow(SchoolCode school) {
        return decide.read(gate.permit(Act.READ_CLASS_WINDOW, school), school);
    }

    @Override
    @PermissionsAllowed(Scopes.SCHOOL_DECIDE)
    public ClassWindow closeClassWindow(SchoolCode school) {
        return decide.close(gate.permit(Act.CLOSE_CLASS_WINDOW, school), school);
    }
}
