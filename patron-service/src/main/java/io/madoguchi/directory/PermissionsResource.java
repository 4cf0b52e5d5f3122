package io.madoguchi.directory;

import io.madoguchi.api.directory.Permissions;
import io.madoguchi.api.directory.Permissions.Permission;
import io.madoguchi.api.directory.PermissionsApi;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.PatronCategory;
import io.madoguchi.school.SchoolCode;
import io.quarkus.security.Authenticated;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the rule what it would allow, act by act and duty by duty, and does nothing. */
class PermissionsResource implements PermissionsApi {
    private final CurrentCaller current;
    private final Gate gate;

    PermissionsResource(CurrentCaller current, Gate gate) {
        this.current = current;
        this.gate = gate;
    }

    @Override
    @Authenticated
    public Permissions readMyPermissions() {
        Caller caller = current.get();
        List<Permission> permissions = new ArrayList<>();
        for (Act act : Act.values()) {
            if (caller.isContractor() && act.isForADuty()) {
                for (Duty duty : Duty.values()) {
                    add(permissions, duty, act);
                }
            } else {
                add(permissions, null, act);
            }
        }
        return new Permissions(caller.account(), caller.roles(), permissions);
    }

    /** A document and its amendment open fields of the same people in two grants; to a client that is one permission. */
    private void add(List<Permission> permissions, @Nullable Duty duty, Act act) {
        Map<Where, Set<Field>> opened = new LinkedHashMap<>();
        gate.wouldPermit(act, duty).ifPresent(permit -> permit.grants().forEach(grant -> opened.computeIfAbsent(
                        new Where(grant.schools(), grant.categories()), where -> EnumSet.noneOf(Field.class))
                .addAll(grant.fields())));
        opened.forEach((where, fields) ->
                permissions.add(new Permission(duty, act, where.schools().orElse(null), where.categories(), fields)));
    }

    private record Where(Optional<Set<SchoolCode>> schools, Set<PatronCategory> categories) {}
}
