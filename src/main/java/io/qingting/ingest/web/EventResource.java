package io.qingting.ingest.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.event.app.LogUnavailableException;
import io.qingting.ingest.app.EventOutcome;
import io.qingting.ingest.app.Ingest;
import io.qingting.ingest.app.IngestSettings;
import io.qingting.ingest.app.OverloadedException;
import io.qingting.ingest.domain.Decoded;
import io.qingting.ingest.domain.MediaTypes;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Takes events of a source as CloudEvents 1.0: one in binary or structured mode, up to 1,000 in batch mode. Answers after
 * the commit, outcome by outcome. A repeat is harmless, so a sender may always repeat. Next: {@link Ingest}.
 */
@Path("/api/events")
class EventResource {
    private static final String BATCH = "application/cloudevents-batch";
    private static final String STRUCTURED = "application/cloudevents";
    private static final int RETRY_SECONDS = 1;

    private final Ingest ingest;
    private final IngestSettings settings;
    private final SecurityIdentity identity;

    EventResource(Ingest ingest, IngestSettings settings, SecurityIdentity identity) {
        this.ingest = ingest;
        this.settings = settings;
        this.identity = identity;
    }

    private enum Mode {
        BINARY,
        STRUCTURED,
        BATCH
    }

    @POST
    @RolesAllowed("source")
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> post(
            byte @Nullable [] body,
            @Context HttpHeaders headers,
            @HeaderParam("Qingting-Import") @Nullable String importHeader) {
        Grant.Source source = source();
        refuseTooMuch(source);
        Mode mode = mode(headers);
        boolean imported = imported(importHeader, source);
        byte[] bytes = utf8(body == null ? new byte[0] : body, headers.getHeaderString(HttpHeaders.CONTENT_TYPE));
        CloudEventBody reader =
                new CloudEventBody(ingest.decoder(), ingest.admission(source, imported), settings.batchItems());
        Map<String, String> attributes = mode == Mode.BINARY ? attributes(headers) : Map.of();
        Uni<List<Decoded>> decoded = Uni.createFrom().item(() -> decode(mode, reader, attributes, bytes, source));
        // A large body would hold up everything else on this event loop.
        if (bytes.length > settings.offLoopBytes()) {
            decoded = decoded.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
        }
        return decoded.chain(events -> ingest.submit(source, events))
                .emitOn(ownContext())
                .map(outcomes -> mode == Mode.BATCH ? Answers.batch(outcomes) : single(outcomes.getFirst()))
                .onFailure(OverloadedException.class)
                .transform(EventResource::overloaded)
                .onFailure(LogUnavailableException.class)
                .transform(EventResource::unavailable);
    }

    /** A shared append ends on the context of one of its requests; each must go on on its own. */
    private static Executor ownContext() {
        io.vertx.core.Context context = Vertx.currentContext();
        if (context == null) return Runnable::run;
        return task -> {
            if (Vertx.currentContext() == context) task.run();
            else context.runOnContext(ignored -> task.run());
        };
    }

    private Grant.Source source() {
        if (Identities.grant(identity).orElse(null) instanceof Grant.Source source) return source;
        throw new ProblemException(Problem.of(
                403,
                "forbidden",
                "Not allowed",
                "Events are sent with the key of a source, which an administrator issues."));
    }

    private void refuseTooMuch(Grant.Source source) {
        int wait = ingest.secondsToWait(source);
        if (wait == 0) return;
        throw new ProblemException(
                Problem.of(
                        429,
                        "too-many-requests",
                        "The source sends too much",
                        "At most " + settings.eventsPerSecond() + " events a second for long. Repeat after " + wait
                                + " s."),
                wait);
    }

    /** In this order, ignoring case: batch, structured, then binary where the attribute specversion is a header. */
    private static Mode mode(HttpHeaders headers) {
        String encoding = headers.getHeaderString(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw unsupported("Compressed bodies are not understood. Leave Content-Encoding out.");
        }
        String contentType = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
        String type = contentType == null ? "" : contentType.strip().toLowerCase(Locale.ROOT);
        boolean json = type.isEmpty() || MediaTypes.isJson(type);
        if (type.startsWith(STRUCTURED)) {
            if (json) return type.startsWith(BATCH) ? Mode.BATCH : Mode.STRUCTURED;
            throw unsupported("Of the CloudEvents formats only JSON in UTF-8 is understood: " + STRUCTURED + "+json or "
                    + BATCH + "+json.");
        }
        if (headers.getHeaderString("ce-specversion") == null) {
            throw unsupported("Send CloudEvents 1.0: " + BATCH + "+json, " + STRUCTURED
                    + "+json, or attributes in headers ce-id, ce-source, ce-specversion, ce-type and ce-time.");
        }
        if (json) return Mode.BINARY;
        throw unsupported("The data must be JSON in UTF-8: application/json.");
    }

    private static ProblemException unsupported(String detail) {
        return new ProblemException(Problem.of(415, "unsupported-media-type", "The format is not understood", detail));
    }

    private static byte[] utf8(byte[] body, @Nullable String contentType) {
        Charset charset =
                MediaTypes.charset(contentType == null ? "" : contentType).orElse(StandardCharsets.UTF_8);
        return charset.equals(StandardCharsets.UTF_8)
                ? body
                : new String(body, charset).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean imported(@Nullable String header, Grant.Source source) {
        if (header == null || header.isBlank() || header.equalsIgnoreCase("false")) return false;
        if (!header.equalsIgnoreCase("true")) {
            throw new ProblemException(Problem.of(
                    400,
                    "invalid-value",
                    "A value is not allowed",
                    "The header Qingting-Import is true or is left out."));
        }
        if (source.mayImport()) return true;
        throw new ProblemException(Problem.of(
                403, "forbidden", "Not allowed", "This key may not import. An administrator issues one that may."));
    }

    private static Map<String, String> attributes(HttpHeaders headers) {
        Map<String, String> attributes = new HashMap<>();
        headers.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("ce-") && !values.isEmpty()) attributes.put(lower.substring(3), values.getFirst());
        });
        return attributes;
    }

    private List<Decoded> decode(
            Mode mode, CloudEventBody reader, Map<String, String> attributes, byte[] body, Grant.Source source) {
        try {
            return switch (mode) {
                case BATCH -> reader.batch(body);
                case STRUCTURED -> List.of(reader.structured(body));
                case BINARY -> List.of(reader.binary(attributes, body));
            };
        } catch (MalformedException e) {
            ingest.refusedWhole(source, "malformed");
            throw new ProblemException(e.problem());
        }
    }

    private static Response single(EventOutcome outcome) {
        if (!(outcome instanceof EventOutcome.Refused refused)) return Answers.batch(List.of(outcome));
        throw new ProblemException(Problem.of(
                        400,
                        refused.refusal().slug(),
                        "The event was refused",
                        refused.refusal().reason())
                .at(refused.refusal().pointer()));
    }

    private static ProblemException overloaded(Throwable failure) {
        return new ProblemException(
                Problem.of(
                        503,
                        "overloaded",
                        "More comes in than can be kept",
                        "Nothing of this request was taken. Repeat it in a moment."),
                RETRY_SECONDS);
    }

    private static ProblemException unavailable(Throwable failure) {
        return new ProblemException(
                Problem.of(
                        503,
                        "unavailable",
                        "The database is away",
                        "Repeat the request: an event that is in the log already is not taken twice."),
                RETRY_SECONDS);
    }

    /** The abuse protection of CloudEvents webhooks: says to a sender that it may send here, and how much. */
    @OPTIONS
    @RolesAllowed("source")
    public Response handshake(@HeaderParam("WebHook-Request-Origin") @Nullable String origin) {
        Response.ResponseBuilder answer = Response.ok().header(HttpHeaders.ALLOW, "POST, OPTIONS");
        if (origin != null && !origin.isBlank()) {
            answer.header("WebHook-Allowed-Origin", origin)
                    .header("WebHook-Allowed-Rate", settings.eventsPerSecond() * 60L);
        }
        return answer.build();
    }
}
