package io.madoguchi.trial;

import io.madoguchi.disclosure.Field;
import io.madoguchi.school.SchoolCode;
import io.madoguchi.trial.Draft.Request;
import io.madoguchi.trial.Findings.Leak;
import io.madoguchi.trial.MarkerSearch.Found;
import io.madoguchi.trial.MayPass.Sight;
import io.madoguchi.trial.Sender.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks an answer through, byte by byte, and says of everything in it whether it may be there. */
final class Inspection {
    /** The catalogue is nobody's: titles stand there whoever borrows them. */
    private static final Set<String> CATALOGUE = Set.of("/v1/schools/{school}/items");

    /** Fields that have no marker, by how an answer shows them. */
    static final Map<Field, List<String>> SIGNS = Map.ofEntries(
            Map.entry(Field.PATRON_ID, List.of("\"patronId\":\"")),
            Map.entry(Field.CATEGORY, List.of("\"category\":\"")),
            Map.entry(Field.GRADE, List.of("\"grade\":")),
            Map.entry(Field.ATTENDANCE_NUMBER, List.of("\"attendanceNumber\":")),
            Map.entry(Field.SCHOOL, List.of("\"departed\":")),
            Map.entry(Field.CARD_HASH, List.of("\"cardHash\":")),
            Map.entry(Field.DEPARTED, List.of("\"departed\":", "\"code\":\"borrower-departed\"")),
            Map.entry(
                    Field.STANDING,
                    List.of(
                            "\"code\":\"limit-reached\"",
                            "\"code\":\"overdue-loans\"",
                            "\"code\":\"renewals-exhausted\"")),
            Map.entry(Field.ACT_RESULT, List.of("\"loanId\":", "\"returnedAt\":\"", "\"code\":\"cannot-lend\"")),
            Map.entry(Field.CURRENT_TITLES, List.of("\"titles\":[{")),
            Map.entry(Field.SCHOOL_DECISION, List.of("\"offered\":", "\"open\":")),
            Map.entry(Field.ACCESS_RECORDS, List.of("\"records\":[{")),
            Map.entry(Field.OWN_ACCESS_RECORDS, List.of("\"accesses\":[{")));
    /** Of these a sign is a leak where the table doesn't allow the field; the others also stand for the catalogue or a list. */
    private static final Set<Field> TELLING = Set.of(
            Field.GRADE,
            Field.ATTENDANCE_NUMBER,
            Field.CARD_HASH,
            Field.STANDING,
            Field.CURRENT_TITLES,
            Field.ACCESS_RECORDS,
            Field.OWN_ACCESS_RECORDS);

    private static final Pattern SCHOOL = Pattern.compile("^/v1/schools/([A-H][0-9]{12})/");

    private final MarkerSearch search;
    private final MayPass mayPass;
    private final Function<Identity, Set<String>> scopes;
    private final Findings findings;

    Inspection(MarkerSearch search, MayPass mayPass, Function<Identity, Set<String>> scopes, Findings findings) {
        this.search = search;
        this.mayPass = mayPass;
        this.scopes = scopes;
        this.findings = findings;
    }

    void of(Request request, Answer answer) {
        findings.answered(request.identity(), answer.succeeded());
        markersIn(request, answer.body());
        markersIn(request, headers(answer));
        if (request.template().startsWith("/v1/")) {
            signsIn(request, new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    /** In text that stands for itself, such as a line of a log or a record, no marker may be. */
    void of(String where, String text) {
        for (Found found : search.in(text)) {
            findings.leak(new Leak(found.marker().column(), found.as(), where));
        }
    }

    private void markersIn(Request request, byte[] bytes) {
        for (Found found : search.in(bytes)) {
            Marker marker = found.marker();
            boolean catalogue =
                    marker.field().filter(Field.LOAN_RECORDS::equals).isPresent()
                            && CATALOGUE.contains(request.template());
            if (catalogue && request.identity().isKnown()) {
                continue;
            }
            Optional<Sight> sight =
                    mayPass.sight(request.identity(), scopes.apply(request.identity()), request.duty(), marker);
            sight.ifPresentOrElse(
                    findings::seen, () -> findings.leak(new Leak(marker.column(), found.as(), request.described())));
        }
    }

    private void signsIn(Request request, String body) {
        SIGNS.forEach((field, signs) -> {
            if (signs.stream().noneMatch(body::contains)) {
                return;
            }
            Optional<Sight> sight = mayPass.sight(request.identity(), request.duty(), field, schoolIn(request));
            sight.ifPresent(findings::seen);
            if (sight.isEmpty() && TELLING.contains(field)) {
                findings.leak(new Leak(field.apiName(), "plain", request.described()));
            }
        });
    }

    private static Optional<SchoolCode> schoolIn(Request request) {
        Matcher school = SCHOOL.matcher(request.target());
        return school.find() ? Optional.of(new SchoolCode(school.group(1))) : Optional.empty();
    }

    private static byte[] headers(Answer answer) {
        StringBuilder text = new StringBuilder();
        answer.headers()
                .forEach((name, values) -> values.forEach(
                        value -> text.append(name).append(": ").append(value).append('\n')));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
