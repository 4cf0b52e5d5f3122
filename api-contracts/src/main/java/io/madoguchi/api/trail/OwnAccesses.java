package io.madoguchi.api.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who read what of the patron who asks, newest arrival first. {@code next} is the cursor of the next page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OwnAccesses(List<OwnAccess> accesses, @Nullable String next) {
    /**
     * One reading that showed something of the patron. Staff are people too: it names no account, no application, no time of
     * the day and nobody else whom the same answer showed.
     *
     * @param day of the city
     * @param roles of the account that read
     * @param duty as stated; absent for those who state none
     * @param school at whose counter; absent where the patron was asked for by id
     * @param own whether the patron was the one who read
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OwnAccess(
            LocalDate day,
            Set<Role> roles,
            @Nullable Duty duty,
            @Nullable SchoolCode school,
            Set<Field> fields,
            boolean own) {}
}
