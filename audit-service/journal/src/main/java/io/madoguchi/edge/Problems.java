package io.madoguchi.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import io.madoguchi.journal.FailureText;
import io.madoguchi.journal.JournalException;
import io.madoguchi.journal.Pulse;
import io.madoguchi.journal.Refusals;
import io.madoguchi.journal.RestoredJournal;
import io.madoguchi.problem.Languages;
import io.madoguchi.problem.Problem;
import io.madoguchi.problem.Problem.Fault;
import io.madoguchi.problem.ProblemCode;
import io.madoguchi.problem.ProblemException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/**
 * The one table from exceptions to problems. Every refusal of a known caller that is not on record yet is put there before
 * the answer leaves. No message of an exception reaches an answer or a log: it may hold what was sent or stored.
 */
@Singleton
public class Problems {
    private static final Logger LOG = Logger.getLogger(Problems.class);

    /** Classes of SQLSTATE. */
    private static final Set<String> OUT_OF_SERVICE = Set.of("08", "25", "40", "53", "55", "57", "58", "XX");

    private static final Duration SHORTLY = Duration.ofMillis(300);

    private final Refusals refusals;
    private final Pulse pulse;

    @Inject
    Problems(Refusals refusals, Pulse pulse) {
        this.refusals = refusals;
        this.pulse = pulse;
    }

    @ServerExceptionMapper
    public Uni<Response> refused(ProblemException refusal, HttpHeaders headers) {
        return refusal.isOnRecord()
                ? Uni.createFrom()
                        .item(answer(refusal.code(), refusal.faults(), headers).build())
                : recorded(refusal.code(), refusal.faults(), headers)
                        .invoke(answer -> refusal.retryAfter().ifPresent(wait -> answer.getHeaders()
                                .putSingle(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()))));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Uni<Response> unauthenticated(HttpHeaders headers) {
        ProblemCode code = headers.getHeaderString(HttpHeaders.AUTHORIZATION) == null
                ? ProblemCode.TOKEN_MISSING
                : ProblemCode.TOKEN_INVALID;
        String challenge = code == ProblemCode.TOKEN_MISSING ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Uni.createFrom()
                .item(answer(code, List.of(), headers)
                        .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                        .build());
    }

    @ServerExceptionMapper(ForbiddenException.class)
    public Uni<Response> forbidden(HttpHeaders headers) {
        return recorded(ProblemCode.SCOPE_MISSING, List.of(), headers);
    }

    @ServerExceptionMapper
    public Uni<Response> invalid(ConstraintViolationException violated, HttpHeaders headers) {
        List<Fault> faults = violated.getConstraintViolations().stream()
                .map(Problems::fault)
                .distinct()
                .sorted((a, b) -> a.field().compareTo(b.field()))
                .toList();
        return recorded(ProblemCode.INVALID_VALUE, faults, headers);
    }

    @ServerExceptionMapper(BodyLimit.TooLarge.class)
    public Uni<Response> tooLarge(HttpHeaders headers) {
        return recorded(ProblemCode.BODY_TOO_LARGE, List.of(), headers);
    }

    @ServerExceptionMapper(StreamConstraintsException.class)
    public Uni<Response> tooDeepOrTooLong(HttpHeaders headers) {
        return recorded(ProblemCode.MALFORMED_JSON, List.of(), headers);
    }

    @ServerExceptionMapper
    public Uni<Response> mismatched(MismatchedInputException mismatch, HttpHeaders headers) {
        return unreadable(mismatch, headers);
    }

    @ServerExceptionMapper
    public Uni<Response> web(WebApplicationException e, HttpHeaders headers) {
        if (e.getCause() instanceof JsonProcessingException json) {
            return unreadable(json, headers);
        }
        ProblemCode code =
                switch (e.getResponse().getStatus()) {
                    // A parameter that can't be converted is reported as "not found" with a cause.
                    case 404 ->
                        e instanceof NotFoundException && e.getCause() != null
                                ? ProblemCode.INVALID_VALUE
                                : ProblemCode.NOT_FOUND;
                    case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
                    case 406 -> ProblemCode.NOT_ACCEPTABLE;
                    case 413 -> ProblemCode.BODY_TOO_LARGE;
                    case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
                    // As is a header, but as "bad request".
                    case 400 ->
                        e.getCause() instanceof IllegalArgumentException
                                ? ProblemCode.INVALID_VALUE
                                : ProblemCode.MALFORMED_JSON;
                    default -> ProblemCode.INTERNAL_ERROR;
                };
        return recorded(code, List.of(), headers);
    }

    @ServerExceptionMapper
    public Uni<Response> unexpected(Throwable e, HttpHeaders headers) {
        logWithoutMessages(e);
        if (RestoredJournal.isWhy(e)) {
            // Nothing can be put on record there, this refusal as little as anything else.
            return Uni.createFrom()
                    .item(answer(ProblemCode.JOURNAL_RESTORED, List.of(), headers)
                            .build());
        }
        if (isForWantOfARecord(e) && refusals.leaveToTheCommit(e)) {
            return Uni.createFrom()
                    .item(answer(ProblemCode.RECORD_UNAVAILABLE, List.of(), headers)
                            .build());
        }
        return recorded(
                isForWantOfARecord(e) ? ProblemCode.RECORD_UNAVAILABLE : ProblemCode.INTERNAL_ERROR,
                List.of(),
                headers);
    }

    private Uni<Response> unreadable(JsonProcessingException e, HttpHeaders headers) {
        // What breaks off or goes too far inside a field is reported as that field's, with what happened as the cause.
        if (e.getCause() instanceof BodyLimit.TooLarge) {
            return tooLarge(headers);
        }
        if (!(e instanceof JsonMappingException mapping)
                || e.getCause() instanceof StreamReadException
                || e.getCause() instanceof StreamConstraintsException) {
            return recorded(ProblemCode.MALFORMED_JSON, List.of(), headers);
        }
        ProblemCode code = e instanceof PropertyBindingException ? ProblemCode.UNKNOWN_FIELD : ProblemCode.WRONG_TYPE;
        // The name of an unknown field is the sender's own text: only names that the API knows are repeated.
        List<Fault> faults = mapping.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(name -> name != null && code == ProblemCode.WRONG_TYPE)
                .reduce((outer, inner) -> outer + "." + inner)
                .map(name -> List.of(new Fault(name, "type")))
                .orElse(List.of());
        return recorded(code, faults, headers);
    }

    /** Records, then answers; where no record can be written, that is the answer. */
    private Uni<Response> recorded(ProblemCode code, List<Fault> faults, HttpHeaders headers) {
        if (pulse.hasStopped()) {
            return Uni.createFrom()
                    .item(answer(ProblemCode.RECORD_UNAVAILABLE, List.of(), headers)
                            .build());
        }
        Uni<Optional<UUID>> record = refusals.refuse(code);
        // What could not be recorded can hardly be refused on record: nobody waits long for that.
        return (code.status() == 503 ? record.ifNoItem().after(SHORTLY).fail() : record)
                .map(id -> answer(code, faults, headers)
                        .header(io.madoguchi.api.Headers.ACCESS_RECORD, id.orElse(null))
                        .build())
                .onFailure()
                .recoverWithItem(failure -> {
                    if (failure instanceof ProblemException closed) {
                        return answer(closed.code(), List.of(), headers).build();
                    }
                    logWithoutMessages(failure);
                    return answer(
                                    RestoredJournal.isWhy(failure)
                                            ? ProblemCode.JOURNAL_RESTORED
                                            : ProblemCode.RECORD_UNAVAILABLE,
                                    List.of(),
                                    headers)
                            .build();
                });
    }

    private static Response.ResponseBuilder answer(ProblemCode code, List<Fault> faults, HttpHeaders headers) {
        Locale language = Languages.forHeader(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        Response.ResponseBuilder answer = Response.status(code.status())
                .type(Problem.MEDIA_TYPE)
                .language(language)
                .entity(Problem.of(code, language, faults));
        return code.status() == 503 ? answer.header(HttpHeaders.RETRY_AFTER, SafeHttp.RETRY_AFTER_SECONDS) : answer;
    }

    private static Fault fault(ConstraintViolation<?> violation) {
        String field = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .map(Path.Node::getName)
                .filter(name -> name != null && !name.startsWith("arg"))
                .reduce((outer, inner) -> inner)
                .orElse("");
        String message = violation.getMessageTemplate();
        String rule = message.startsWith("{")
                ? violation
                        .getConstraintDescriptor()
                        .getAnnotation()
                        .annotationType()
                        .getSimpleName()
                        .toLowerCase(Locale.ROOT)
                : message;
        return new Fault(field, rule);
    }

    /** The record, or what it belongs to, could not be committed, or nobody knows whether it was. */
    private static boolean isForWantOfARecord(@Nullable Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JournalException
                    || cause instanceof RollbackException
                    || cause instanceof HeuristicMixedException
                    || cause instanceof HeuristicRollbackException
                    || cause instanceof SystemException
                    || (cause instanceof SQLException sql && isOutOfService(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /** Not reachable, full, locked, stopping; anything else in SQL is a mistake of ours. None: no connection was free. */
    private static boolean isOutOfService(@Nullable String sqlState) {
        return sqlState == null || OUT_OF_SERVICE.contains(sqlState.substring(0, 2));
    }

    private static void logWithoutMessages(Throwable e) {
        LOG.error("a request failed:" + FailureText.of(e));
    }
}
