package io.madoguchi.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.madoguchi.disclosure.Grant;
import io.madoguchi.disclosure.Permit;
import jakarta.ws.rs.core.Response;

/** The few rules of the house; each module's {@code ArchitectureTest} includes them. */
public final class HouseRules {
    private static final DescribedPredicate<JavaClass> A_RULE = DescribedPredicate.describe(
            "a rules file of the product",
            type -> (type.getSimpleName().endsWith("Rules")
                            || type.getSimpleName().endsWith("Rule"))
                    // The other modules see this package in a jar, which no import option takes for tests.
                    && !type.getPackageName().equals(HouseRules.class.getPackageName()));

    /** A package is one subject; two that need each other are one subject in two places. */
    @ArchTest
    static final ArchRule NO_PACKAGE_CYCLES =
            slices().matching("io.madoguchi.(**)").should().beFreeOfCycles();

    /** What a service stores stays its own: the contracts know nothing of storing. */
    @ArchTest
    static final ArchRule NO_ENTITY_STANDS_IN_A_CONTRACT = noClasses()
            .that()
            .resideInAnyPackage("io.madoguchi.api..", "io.madoguchi.disclosure..", "io.madoguchi.problem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "java.sql..", "org.hibernate..")
            .allowEmptyShould(true);

    /** Resources speak in the records of the contracts. */
    @ArchTest
    static final ArchRule NO_ENTITY_LEAVES_ITS_SERVICE = methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(DescribedPredicate.describe(
                    "are resources",
                    type -> type.getSimpleName().endsWith("Resource")
                            && !type.getPackageName().startsWith(HouseRules.class.getPackageName())))
            .should()
            .haveRawReturnType(DescribedPredicate.describe(
                    "of the contracts",
                    type -> type.isPrimitive()
                            || type.getPackageName().startsWith("io.madoguchi.api")
                            || type.isEquivalentTo(Response.class)))
            .allowEmptyShould(true);

    /** Fields are opened in one place; nobody else makes a grant or a permit. */
    @ArchTest
    static final ArchRule ONLY_THE_DISCLOSURE_RULE_DECIDES_FIELDS = noClasses()
            .that()
            .resideOutsideOfPackage("io.madoguchi.disclosure")
            .should()
            .callConstructorWhere(DescribedPredicate.describe(
                    "it makes a Grant or a Permit",
                    call -> call.getTargetOwner().isEquivalentTo(Grant.class)
                            || call.getTargetOwner().isEquivalentTo(Permit.class)))
            .allowEmptyShould(true);

    /** Rules are pure: they can be read, tested and proved without a framework, a database or a network. */
    @ArchTest
    static final ArchRule RULES_ARE_FRAMEWORK_FREE = classes()
            .that(A_RULE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java.lang..", "java.util..", "java.time..", "java.math..", "io.madoguchi..", "org.jspecify..")
            .allowEmptyShould(true);

    private HouseRules() {}
}
