package io.madoguchi.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.madoguchi.school.SchoolCode;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * R30: nothing that a client sends can hold a sentence about a person. Each text of each request has a pattern that a sentence
 * breaks, or stands in the list below.
 */
class NoFreeTextTest {
    private static final List<String> SENTENCES =
            List.of("落ち着きがない。家庭に事情あり", "落ち着きがない", "A quiet boy, and his family is Buddhist.");

    private static final Set<String> REFUSED_NAMES = Set.of(
            "note", "notes", "remark", "remarks", "comment", "comments", "memo", "text", "description", "detail");

    /** Texts without such a pattern, and what they are. */
    private static final Map<String, String> EXCEPT = Map.ofEntries(
            Map.entry("PatronSearch.name", "the beginning of a name, looked for and not kept"),
            Map.entry("PatronSearch.kana", "the beginning of a reading, looked for and not kept"),
            Map.entry("IdentityResolutionRequest.displayName", "a name, kept as a keyed hash only"),
            Map.entry("RepeatedName.displayName", "a name, compared with that hash and not kept"),
            Map.entry("ItemsApi.findItems.title", "words of a book's title, looked for and not kept"),
            Map.entry("RecordFilter.person", "an account, looked for and not kept"),
            Map.entry("Who.person", "an account; from services only, out of the token"),
            Map.entry("Inquiry.approvedBy", "an account; from services only, out of the second person's token"),
            Map.entry("Who.subject", "the account's id at Keycloak; from services only, out of the token"),
            Map.entry("Who.client", "a client's id; from services only, out of the token"),
            Map.entry("Who.contract", "a contract's id; from services only, out of the token"),
            Map.entry("Who.designation", "a designation's id; from services only, out of the token"),
            Map.entry("Citation.document", "an authorisation's id; from services only"),
            Map.entry("Citation.clause", "where in that document; from services only"),
            Map.entry("Citation.sha256", "of that document; from services only"));

    private final Set<String> free = new TreeSet<>();
    private final Set<String> misnamed = new TreeSet<>();
    private final Set<Class<?>> seen = new HashSet<>();

    @Test
    void noRequestHasRoomForASentenceAboutAPerson() {
        List<Class<?>> contracts = contracts();
        assertThat(contracts).hasSizeGreaterThan(5);
        contracts.forEach(contract -> Stream.of(contract.getMethods()).forEach(this::inspect));

        assertThat(seen).hasSizeGreaterThan(5);
        assertThat(misnamed).as("names that ask for prose").isEmpty();
        assertThat(free).containsExactlyInAnyOrderElementsOf(EXCEPT.keySet());
    }

    @Test
    void aNameOrABarcodeIsNotTakenForASentence() {
        assertThat(SENTENCES).allSatisfy(sentence -> {
            assertThat(sentence.matches("\\P{Cntrl}*")).isTrue();
            assertThat(sentence.matches("[0-9A-Z$:/.+-]{4,20}")).isFalse();
        });
    }

    private void inspect(Method operation) {
        for (Parameter parameter : operation.getParameters()) {
            String place = operation.getDeclaringClass().getSimpleName() + "." + operation.getName() + "."
                    + parameterName(parameter);
            inspect(place, parameter.getAnnotatedType(), parameter);
        }
    }

    private void inspect(Class<?> type) {
        if (seen.add(type)) {
            for (RecordComponent part : type.getRecordComponents()) {
                if (REFUSED_NAMES.contains(part.getName())) {
                    misnamed.add(type.getSimpleName() + "." + part.getName());
                }
                inspect(type.getSimpleName() + "." + part.getName(), part.getAnnotatedType(), part.getAccessor());
            }
        }
    }

    private void inspect(String place, AnnotatedType annotated, AnnotatedElement declared) {
        if (annotated instanceof AnnotatedParameterizedType collection) {
            for (AnnotatedType argument : collection.getAnnotatedActualTypeArguments()) {
                inspect(place, argument, argument);
            }
        } else if (annotated.getType() == Object.class) {
            free.add(place);
        } else if (CharSequence.class.isAssignableFrom((Class<?>) annotated.getType())) {
            Set<String> patterns = new TreeSet<>();
            collect(patterns, declared.getAnnotations());
            collect(patterns, annotated.getAnnotations());
            if (SENTENCES.stream()
                    .anyMatch(sentence -> patterns.stream().allMatch(pattern -> sentence.matches(pattern)))) {
                free.add(place);
            }
        } else if (((Class<?>) annotated.getType()).isRecord() && annotated.getType() != SchoolCode.class) {
            inspect((Class<?>) annotated.getType());
        }
    }

    /** What stands at the text itself, or in a constraint of ours that stands there. */
    private static void collect(Set<String> patterns, Annotation... annotations) {
        for (Annotation annotation : annotations) {
            if (annotation instanceof Pattern pattern) {
                patterns.add(pattern.regexp());
            } else if (annotation.annotationType().getName().startsWith("io.madoguchi")) {
                collect(patterns, annotation.annotationType().getAnnotations());
            }
        }
    }

    private static String parameterName(Parameter parameter) {
        return Arrays.stream(parameter.getAnnotations())
                .filter(annotation -> annotation.annotationType().getName().startsWith("jakarta.ws.rs"))
                .map(NoFreeTextTest::value)
                .findFirst()
                .orElse("body");
    }

    private static String value(Annotation annotation) {
        try {
            return (String) annotation.annotationType().getMethod("value").invoke(annotation);
        } catch (ReflectiveOperationException e) {
            return annotation.annotationType().getSimpleName();
        }
    }

    private static List<Class<?>> contracts() {
        java.nio.file.Path classes =
                java.nio.file.Path.of(System.getProperty("repository.root"), "api-contracts/target/classes");
        try (Stream<java.nio.file.Path> files = Files.walk(classes.resolve("io/madoguchi/api"))) {
            return files.map(file -> classes.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
                    .<Class<?>>map(NoFreeTextTest::load)
                    .filter(type -> type.isInterface() && type.isAnnotationPresent(Path.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String file) {
        try {
            return Class.forName(file.replace(".class", "").replace(java.io.File.separatorChar, '.'));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
