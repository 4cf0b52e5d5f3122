package io.madoguchi.trail;

import io.madoguchi.testing.TestOidc;
import io.madoguchi.testing.TestPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test against the running trail, which delivers its own records to itself. */
@QuarkusTest
@QuarkusTestResource(value = TestPostgres.class, initArgs = @ResourceArg(name = "schema", value = "audit"))
@QuarkusTestResource(TestOidc.class)
@QuarkusTestResource(OwnTrail.class)
@QuarkusTestResource(FakeKeycloak.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface TrailServiceTest {}
