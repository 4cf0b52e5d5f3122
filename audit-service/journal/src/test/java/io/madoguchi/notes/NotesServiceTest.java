package io.madoguchi.notes;

import io.madoguchi.testing.TestOidc;
import io.madoguchi.testing.TestPostgres;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of this library inside a running service, which keeps notes. */
@QuarkusTest
@QuarkusTestResource(value = TestPostgres.class, initArgs = @ResourceArg(name = "schema", value = "journaltest"))
@QuarkusTestResource(TestOidc.class)
@QuarkusTestResource(TrailPort.class)
@QuarkusTestResource(TestCertificate.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface NotesServiceTest {}
