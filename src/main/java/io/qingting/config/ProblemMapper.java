package io.qingting.config;

import io.qingting.event.app.LogUnavailableException;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every refusal and every bug of a REST call as problem+json. Bugs show a number that the log knows, no detail. */
final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);
    private static final int RETRY_SECONDS = 2;

    @ServerExceptionMapper
    Response refused(ProblemException refusal) {
        return response(refusal.problem(), refusal.retryAfterSeconds());
    }

    @ServerExceptionMapper
    Response unavailable(LogUnavailableException failure) {
        LOG.warn(failure.getMessage());
        return response(
                Problem.of(
                        503,
                        "unavailable",
                        "The database is away",
                        "Repeat the request later: what was done already is not done twice."),
                RETRY_SECONDS);
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException refusal) {
        return response(
                Problem.of(403, "forbidden", "Not allowed", "The key or token does not allow this. Use one that does."),
                0);
    }

    @ServerExceptionMapper
    Response unauthorized(UnauthorizedException refusal) {
        return response(
                Problem.of(
                        401,
                        "unauthorized",
                        "A valid key or token is needed",
                        "Send the header \"Authorization: Bearer …\"."),
                0);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        String reason = refusal.getResponse().getStatusInfo().getReasonPhrase();
        if (status < 400) return refusal.getResponse();
        return response(Problem.of(status, "http-" + status, reason, HttpAdvice.of(status)), 0);
    }

    @ServerExceptionMapper
    Response bug(Throwable bug) {
        String number = UUID.randomUUID().toString();
        LOG.errorf(bug, "A request failed (%s)", number);
        return response(
                Problem.of(
                        500,
                        "internal",
                        "Something went wrong here",
                        "It is in the server's log under " + number + ". Tell the operator."),
                0);
    }

    private static Response response(Problem problem, int retryAfterSeconds) {
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                // Made by hand, so that no message writer has to be found for it.
                .entity(problem.toJson());
        if (retryAfterSeconds > 0) answer.header(HttpHeaders.RETRY_AFTER, retryAfterSeconds);
        return answer.build();
    }
}
