package io.madoguchi.directory;

import io.madoguchi.testing.TestOidc;
import io.madoguchi.testing.TestPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test against the running service, its own PostgreSQL and its own identity provider. */
@QuarkusTest
@QuarkusTestResource(
        value = TestPostgres.class,
        initArgs = {@ResourceArg(name = "schema", value = "patron"), @ResourceArg(name = "plans", value = "true")})
@QuarkusTestResource(TestOidc.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PatronServiceTest {}
