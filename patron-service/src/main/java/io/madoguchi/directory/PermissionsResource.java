package io.madoguchi.directory;

import io.madoguchi.api.directory.Permissions;
import io.madoguchi.api.directory.Permissions.Permission;
import io.madoguchi.api.directory.PermissionsApi;
import io.madoguchi.caller.CurrentCaller;
import io.madoguchi.caller.Gate;
import io.madoguchi.disclosure.Act;
import io.madoguchi.disclosure.Caller;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Grant;
import io.quarkus.security.Authenticated;
import java.util.ArrayList;
import java.util.List;
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
            if (caller.isContractor()) {
                for (Duty duty : Duty.values()) {
                    add(permissions, duty, act);
                }
            } else {
                add(permissions, null, act);
            }
        }
        return new Permissions(caller.account(), caller.roles(), permissions);
    }

    private void add(List<Permission> permissions, @Nullable Duty duty, Act act) {
        gate.wouldPermit(act, duty).ifPresent(permit -> {
            for (Grant grant : permit.grants()) {
                permissions.add(
                        new Permission(duty, act, grant.schools().orElse(null), grant.categories(), grant.fields()));
            }
        });
    }
}
