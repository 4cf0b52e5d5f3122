package io.madoguchi.api.directory;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the caller may do today with this token, so that a client need not find out by trying. */
public record Permissions(
        @Schema(examples = "handler-1") String account, Set<Role> roles, List<Permission> permissions) {

    /**
     * One act under one duty.
     *
     * @param duty absent for callers who need none
     * @param schools absent for every school
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Permission(
            @Nullable Duty duty,
            Act act,
            @Nullable Set<SchoolCode> schools,
            Set<PatronCategory> categories,
            Set<Field> fields) {}
}
