package io.madoguchi.api.trail;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.madoguchi.disclosure.Authorisation.Basis;
import io.madoguchi.disclosure.Duty;
import io.madoguchi.disclosure.Field;
import io.madoguchi.disclosure.Period;
import io.madoguchi.disclosure.Role;
import io.madoguchi.school.SchoolCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a contractor handled personal data in a period (取扱状況報告, R36), from the access records of one moment. Names handlers'
 * accounts, and no patron.
 *
 * @param until the last day, included; both are days of the city
 * @param log what the log had come to, so that the report can be compared with the records it was made of
 * @param handlings one for each handler, school and duty; the other counts are made of the same requests
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HandlingReport(
        @Schema(examples = "school-library-support-2013") String contract,
        LocalDate from,
        LocalDate until,
        Instant generatedAt,
        @Nullable LogState log,
        List<CitedDocument> authorisations,
        Sums totals,
        List<Handling> handlings,
        List<HandlerSums> handlers,
        List<DutySums> duties,
        List<SchoolSums> schools,
        List<DaySums> days,
        List<FieldSums> fields,
        List<RefusalSum> refusals,
        List<Pattern> patterns) {

    /** The size of the log and its checkpoint (C2SP tlog-checkpoint) when the report was made. */
    public record LogState(long treeSize, String checkpoint) {}

    /** A handler's account as its records have it; one that changed role or designation stands once for each. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Handler(
            @Schema(examples = "handler-1") String person, Set<Role> roles, @Nullable String designation) {}

    /**
     * Requests, and what came of them: {@code requests = answers + others + refusals}. All but {@code persons} add up.
     *
     * @param answers that disclosed something of somebody
     * @param others permitted, and disclosed nothing
     * @param shown persons, each as often as an answer showed them (延べ人数)
     * @param persons different ones (実人数)
     */
    public record Sums(long requests, long answers, long others, long refusals, long shown, long persons) {}

    /** One handler at one school for one duty. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Handling(
            Handler handler, @Nullable SchoolCode school, @Nullable Duty duty, Sums sums, List<FieldSums> fields) {}

    /** Answers that disclosed the field, and of how many different persons. An answer has several fields. */
    public record FieldSums(Field field, long answers, long persons) {}

    public record HandlerSums(Handler handler, Sums sums) {}

    /** Without a duty: none was stated. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DutySums(@Nullable Duty duty, Sums sums) {}

    /** Without a school: the request named none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SchoolSums(@Nullable SchoolCode school, Sums sums) {}

    public record DaySums(LocalDate day, long requests, long answers, long refusals) {}

    /** Refused requests by the reason on record. */
    public record RefusalSum(@Schema(examples = "school-not-assigned") String reason, long refusals) {}

    /**
     * A document under which something was disclosed, and how many answers cite which clause.
     *
     * @param title absent, like what follows, where the service no longer has the document with this hash
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CitedDocument(
            String document,
            String sha256,
            @Nullable Integer version,
            @Nullable String title,
            @Nullable Period inForce,
            List<Basis> bases,
            List<CitedClause> clauses) {}

    public record CitedClause(String clause, long answers) {}

    /** What counts as unusual, in one sentence in each language, and where it was found. It is no proof of anything. */
    public record Pattern(Kind kind, Sentence definition, List<Finding> findings) {}

    public record Sentence(String ja, String en) {}

    /** The patterns that are looked for. */
    public enum Kind {
        BULK_IN_AN_HOUR,
        BULK_IN_A_DAY,
        OUT_OF_HOURS,
        MANY_SCHOOLS,
        SESSION_ENDED_BY_ANOTHER,
        TWO_SCHOOLS_AT_ONCE,
        READING_WITHOUT_CIRCULATION
    }

    /**
     * Once for each account and day, and school where the pattern is one of a school.
     *
     * @param count of what the pattern's sentence counts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Finding(
            String person, LocalDate day, @Nullable SchoolCode school, long count, Instant first, Instant last) {}
}
