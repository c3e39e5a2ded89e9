package io.qingting.board.web;

import io.qingting.access.domain.Grant;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.app.SourceLine;
import io.qingting.board.domain.Board;
import io.qingting.contact.domain.Anomaly;
import io.qingting.event.app.SourceNames;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What an administrator looks into: events that could not be used, sources and their clocks. */
@Path("/api/board")
@RolesAllowed(Grant.Admin.ROLE)
@Produces(MediaType.APPLICATION_JSON)
class BoardResource {
    private final LiveBoard live;
    private final SourceNames sources;

    BoardResource(LiveBoard live, SourceNames sources) {
        this.live = live;
        this.sources = sources;
    }

    /** @param contactId null: the event is not about a contact */
    record AnomalyJson(
            String source, String eventId, @Nullable String contactId, String type, Instant at, String reason) {}

    record AnomaliesJson(List<AnomalyJson> anomalies) {}

    record SourcesJson(List<SourceLine> sources) {}

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

    private String name(int sourceId) {
        SourceNames.Known known = sources.all().get(sourceId);
        return known == null ? "#" + sourceId : known.name();
    }

    private <T> Uni<T> read(Function<Board, T> question) {
        return Uni.createFrom().emitter(answer -> live.execute(board -> answer.complete(question.apply(board))));
    }
}
