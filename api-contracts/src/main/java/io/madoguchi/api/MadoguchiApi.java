package io.madoguchi.api;

/** The names by which the contracts refer to what all of them share; the package's definition says what they stand for. */
public final class MadoguchiApi {
    public static final String PURPOSE = Headers.PURPOSE_OF_USE;
    public static final String PROBLEM = "Problem";
    /** The name of the security scheme in the OpenAPI documents. */
    public static final String OIDC = "keycloak";

    private MadoguchiApi() {}
}
