package io.madoguchi.testing;

import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Role;
import io.madoguchi.disclosure.Scopes;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * An account and its token, with readable defaults: {@code aHandler().atSchool(A).withDuty(COUNTER).token()}. Starts from
 * an account for which everything is in order, so that a test names only what it is about.
 */
public final class TestAccount {
    private String account;
    private String subject;
    private String client = "counter";
    private String issuer = System.getProperty(TestOidc.ISSUER);
    private String audience = "madoguchi";
    private long expiresIn = 300;
    private final Set<String> scopes = new TreeSet<>();
    private final List<String> roles = new ArrayList<>();
    private final List<Map<String, Object>> assignments = new ArrayList<>();
    private Map<String, Object> designation;
    private Map<String, Object> contract;
    private String patron;

    private TestAccount(String account, Role role) {
        this.account = account;
        roles.add(role.name());
    }

    /** A designated handler under a contract in force, with no duty and no school yet. */
    public static TestAccount aHandler() {
        TestAccount handler = new TestAccount("handler-t", Role.LIBRARY_SUPPORT_STAFF);
        handler.designation = Map.of("id", "designation-1", "from", "2020-04-01");
        handler.contract = Map.of("id", "school-library-support-2013", "from", "2013-04-01");
        return handler;
    }

    /** A designated handling manager under a contract in force, who is no handler. */
    public static TestAccount aHandlingManager() {
        TestAccount manager = new TestAccount("manager-t", Role.HANDLING_MANAGER)
                .through("contractor-office")
                .withScopes(Scopes.AUDIT_CONTRACT_READ);
        manager.designation = Map.of("id", "designation-3", "from", "2020-04-01");
        manager.contract = Map.of("id", "school-library-support-2013", "from", "2013-04-01");
        return manager;
    }

    public static TestAccount aLibrarian() {
        return new TestAccount("library-t", Role.SCHOOL_LIBRARY_STAFF)
                .through("school-library")
                .withScopes(
                        Scopes.PATRON_NAME_READ,
                        Scopes.PATRON_PROFILE_READ,
                        Scopes.CIRCULATION_WRITE,
                        Scopes.LOAN_HISTORY_READ,
                        Scopes.SCHOOL_DECIDE);
    }

    public static TestAccount anAuditor() {
        return new TestAccount("auditor-t", Role.AUDITOR)
                .through("auditor")
                .withScopes(Scopes.AUDIT_READ, Scopes.PATRON_IDENTITY_RESOLVE);
    }

    public static TestAccount aDistrictAdmin() {
        return new TestAccount("district-t", Role.DISTRICT_ADMIN)
                .through("district")
                .withScopes(
                        Scopes.PATRON_NAME_READ,
                        Scopes.PATRON_PROFILE_READ,
                        Scopes.AUDIT_READ,
                        Scopes.PATRON_IDENTITY_RESOLVE,
                        Scopes.ROSTER_IMPORT);
    }

    /** The school intranet. */
    public static TestAccount anIntegration() {
        return new TestAccount("service-account-intranet", Role.INTEGRATION)
                .through("intranet")
                .withScopes(Scopes.ROSTER_IMPORT);
    }

    /** With what the identity provider gives it; to the trail it speaks with {@link TestOidc#ownToken}. */
    public static TestAccount aService(String clientId) {
        return new TestAccount("service-account-" + clientId, Role.SERVICE)
                .through(clientId)
                .withScopes(Scopes.BORROWER_SYNC);
    }

    public static TestAccount aPatron(UUID id) {
        TestAccount pupil = new TestAccount("pupil-t", Role.PATRON)
                .through("my-library")
                .withScopes(Scopes.LOAN_OWN_READ, Scopes.AUDIT_OWN_READ);
        pupil.patron = id.toString();
        return pupil;
    }

    public TestAccount named(String name) {
        account = name;
        return this;
    }

    /** The identity provider's id of another account, so that two names are one person. */
    public TestAccount withTheSubjectOf(String other) {
        subject = subjectOf(other);
        return this;
    }

    public String account() {
        return account;
    }

    public TestAccount withRole(Role role) {
        roles.add(role.name());
        return this;
    }

    public TestAccount through(String clientId) {
        client = clientId;
        return this;
    }

    public TestAccount withScopes(String... more) {
        scopes.addAll(Arrays.asList(more));
        return this;
    }

    public TestAccount withOnlyScopes(String... all) {
        scopes.clear();
        return withScopes(all);
    }

    /** The duty and the scopes that its work needs. */
    public TestAccount withDuty(Duty duty) {
        duty.scope().ifPresent(scopes::add);
        return switch (duty) {
            case COUNTER -> withScopes(Scopes.PATRON_NAME_READ, Scopes.CIRCULATION_WRITE);
            case USER_DATA -> withScopes(Scopes.PATRON_NAME_READ);
            case LEARNING_SUPPORT, READING_GUIDANCE -> withScopes(Scopes.LOAN_HISTORY_READ);
            default -> this;
        };
    }

    public TestAccount atSchool(Object school) {
        assignments.add(Map.of("school", school.toString(), "from", "2020-04-01"));
        return this;
    }

    public TestAccount atSchoolUntil(Object school, String until) {
        assignments.add(Map.of("school", school.toString(), "from", "2020-04-01", "until", until));
        return this;
    }

    public TestAccount designatedUntil(String until) {
        designation = Map.of("id", "designation-1", "from", "2020-04-01", "until", until);
        return this;
    }

    public TestAccount undesignated() {
        designation = null;
        return this;
    }

    public TestAccount contractUntil(String until) {
        contract = Map.of("id", "school-library-support-2013", "from", "2013-04-01", "until", until);
        return this;
    }

    /** Under another contract, or under none. */
    public TestAccount underContract(String id) {
        contract = id == null ? null : Map.of("id", id, "from", "2013-04-01");
        return this;
    }

    public TestAccount expired() {
        expiresIn = -120;
        return this;
    }

    public TestAccount fromIssuer(String other) {
        issuer = other;
        return this;
    }

    public TestAccount forAudience(String other) {
        audience = other;
        return this;
    }

    public String token() {
        long now = System.currentTimeMillis() / 1000;
        JwtClaimsBuilder claims = Jwt.claims()
                .issuer(issuer)
                .audience(audience)
                .subject(subject == null ? subjectOf(account) : subject)
                .claim("preferred_username", account)
                .claim("azp", client)
                .claim("scope", String.join(" ", scopes))
                .claim("roles", roles)
                .claim("assignments", assignments)
                .issuedAt(now - 200)
                .expiresAt(now + expiresIn);
        if (designation != null) {
            claims.claim("designation", designation);
        }
        if (contract != null) {
            claims.claim("contract", contract);
        }
        if (patron != null) {
            claims.claim("patron", patron);
        }
        return claims.jws().keyId("test").sign(key());
    }

    private static String subjectOf(String account) {
        return UUID.nameUUIDFromBytes(account.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
    }

    private static PrivateKey key() {
        try {
            byte[] encoded = Base64.getDecoder().decode(System.getProperty(TestOidc.KEY));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
