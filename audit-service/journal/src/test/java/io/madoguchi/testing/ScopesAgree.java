package io.madoguchi.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.quarkus.security.Authenticated;
import io.quarkus.security.PermissionsAllowed;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;

/**
 * What a contract exports as a method's security and what its resource enforces are two annotations in two modules: a
 * client reads the first, an attacker meets the second. Several scopes mean that one of them is enough. Each service's
 * {@code ArchitectureTest} includes this beside {@link HouseRules}.
 */
public final class ScopesAgree {
    private ScopesAgree() {}

    @ArchTest
    static void everyResourceEnforcesWhatItsContractExports(JavaClasses classes) {
        classes.stream()
                .filter(type -> !type.isInterface())
                .map(JavaClass::reflect)
                .forEach(resource -> operations(resource).forEach(operation -> assertThat(enforced(resource, operation))
                        .as("scopes enforced on %s.%s", resource.getSimpleName(), operation.getName())
                        .isEqualTo(Set.of(operation
                                .getAnnotation(SecurityRequirement.class)
                                .scopes()))));
    }

    private static Stream<Method> operations(Class<?> resource) {
        return Stream.of(resource.getInterfaces())
                .flatMap(contract -> Stream.of(contract.getMethods()))
                .filter(method -> method.isAnnotationPresent(SecurityRequirement.class));
    }

    private static Set<String> enforced(Class<?> resource, Method operation) {
        Method method = implementation(resource, operation);
        if (method.isAnnotationPresent(Authenticated.class)) {
            return Set.of();
        }
        PermissionsAllowed[] allowed = method.getAnnotationsByType(PermissionsAllowed.class);
        assertThat(allowed)
                .as("@PermissionsAllowed on %s.%s", resource.getSimpleName(), method.getName())
                .hasSize(1);
        assertThat(allowed[0].inclusive()).as("one of the scopes is enough").isFalse();
        return Set.copyOf(Arrays.asList(allowed[0].value()));
    }

    private static Method implementation(Class<?> resource, Method operation) {
        try {
            return resource.getMethod(operation.getName(), operation.getParameterTypes());
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }
}
