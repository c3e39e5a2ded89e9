package io.qingting.board.web;

import io.qingting.access.domain.Grant;
import io.qingting.board.app.AuditedClose;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.app.SourceLine;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.UnconfirmedContact;
import io.qingting.contact.domain.Anomaly;
import io.qingting.event.app.SourceNames;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an administrator looks into: events that could not be used, sources and their clocks, contacts that fell silent. */
@Path("/api/board")
@RolesAllowed(Grant.Admin.ROLE)
@Produces(MediaType.APPLICATION_JSON)
class BoardResource {
    private static final int LONGEST_NOTE = 500;

    private final LiveBoard live;
    private final AuditedClose close;
    private final SourceNames sources;
    private final SecurityIdentity identity;

    BoardResource(LiveBoard live, AuditedClose close, SourceNames sources, SecurityIdentity identity) {
        this.live = live;
        this.close = close;
        this.sources = sources;
        this.identity = identity;
    }

    /** @param contactId null: the event is not about a contact */
    record AnomalyJson(
            String source, String eventId, @Nullable String contactId, String type, Instant at, String reason) {}

    record AnomaliesJson(List<AnomalyJson> anomalies) {}

    record SourcesJson(List<SourceLine> sources) {}

    record UnconfirmedJson(
            String source, String contactId, String queueId, String channel, boolean waiting, Instant lastEventAt) {}

    record UnconfirmedListJson(List<UnconfirmedJson> contacts) {}

    /** @param note why it may be closed; 1 to 500 characters */
    record CloseJson(
            @Nullable String source,
            @Nullable String contactId,
            @Nullable String note) {}

    /** The latest events that the fold could not use, newest last; at most as many as are kept (1,000). */
    @GET
    @Path("/anomalies")
    public Uni<AnomaliesJson> anomalies() {
        return read(Board::anomalies)
                .map(found -> new AnomaliesJson(found.stream().map(this::json).toList()));
    }

    private AnomalyJson json(Anomaly anomaly) {
        return new AnomalyJson(
                name(anomaly.sourceId()),
                anomaly.eventId(),
                anomaly.contactId(),
                anomaly.type().wireName(),
                Instant.ofEpochMilli(anomaly.at()),
                anomaly.reason());
    }

    @GET
    @Path("/sources")
    public Uni<SourcesJson> sources() {
        return read(board -> live.sources()).map(SourcesJson::new);
    }

    /** Contacts that have been silent for so long that they may have ended unseen, the longest silent first. */
    @GET
    @Path("/unconfirmed")
    public Uni<UnconfirmedListJson> unconfirmed() {
        return read(Board::unconfirmed)
                .map(found -> new UnconfirmedListJson(found.stream()
                        .map(c -> new UnconfirmedJson(
                                name(c.contact().sourceId()),
                                c.contact().contactId(),
                                c.queueId(),
                                c.channel().wireName(),
                                c.waiting(),
                                c.lastEventAt()))
                        .toList()));
    }

    /** Closes one of the unconfirmed contacts on the caller's word. */
    @POST
    @Path("/unconfirmed/close")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> close(@Nullable CloseJson wanted) {
        String note = wanted == null ? null : wanted.note();
        if (wanted == null || note == null || note.isBlank() || note.length() > LONGEST_NOTE) {
            throw new ProblemException(Problem.of(
                            400,
                            "invalid-value",
                            "A value is not allowed",
                            "Say in note why the contact may be closed: 1 to 500 characters.")
                    .at("/note"));
        }
        return read(Board::unconfirmed)
                .map(found -> find(found, wanted))
                .chain(contact -> close.close(contact, identity.getPrincipal().getName(), note))
                .onFailure(AuditedClose.AlreadyClosedException.class)
                .transform(already -> notUnconfirmed());
    }

    private UnconfirmedContact find(List<UnconfirmedContact> unconfirmed, CloseJson wanted) {
        return unconfirmed.stream()
                .filter(c -> c.contact().contactId().equals(wanted.contactId())
                        && name(c.contact().sourceId()).equals(wanted.source()))
                .findFirst()
                .orElseThrow(BoardResource::notUnconfirmed);
    }

    private static ProblemException notUnconfirmed() {
        return new ProblemException(
                Problem.of(
                        404,
                        "not-found",
                        "Not found",
                        "No unconfirmed contact of that source and contactId: it may have moved on or been closed. Read the list again."));
    }

    private String name(int sourceId) {
        SourceNames.Known known = sources.all().get(sourceId);
        return known == null ? "#" + sourceId : known.name();
    }

    private <T> Uni<T> read(Function<Board, T> question) {
        return Uni.createFrom().emitter(answer -> live.execute(board -> answer.complete(question.apply(board))));
    }
}
