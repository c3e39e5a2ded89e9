package io.qingting.access.web;

import io.qingting.access.store.AuditStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who changed what, for administrators: the newest first, searched by who, what and when. */
@Path("/api/audit")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
class AuditResource {
    private final Pool pool;

    AuditResource(Pool pool) {
        this.pool = pool;
    }

    /** @param next give it as {@code before} for the next page; null: there is none */
    record AuditJson(List<EntryJson> entries, @Nullable String next) {}

    /**
     * @param actor who acted, such as {@code person:wang.fang}
     * @param action a verb in the past, such as {@code display.revoked}
     * @param before values that were replaced; null: it was not there
     * @param after values now; null: it is gone
     */
    record EntryJson(
            String id,
            String at,
            String actor,
            String action,
            String subject,
            @Nullable Map<String, Object> before,
            @Nullable Map<String, Object> after) {
        static EntryJson of(AuditStore.Entry entry) {
            return new EntryJson(
                    Long.toString(entry.auditId()),
                    entry.at().toString(),
                    entry.actor(),
                    entry.action(),
                    entry.subject(),
                    values(entry.before()),
                    values(entry.after()));
        }

        private static @Nullable Map<String, Object> values(@Nullable JsonObject json) {
            return json == null ? null : json.getMap();
        }
    }

    /**
     * @param actor only entries of this actor, in full
     * @param action only entries whose action begins so, such as {@code person.}
     * @param subject only entries on this subject, in full, such as {@code display:7}
     * @param from only entries from this instant on
     * @param to only entries before this instant
     * @param before id of the last entry of the page before
     */
    @GET
    public Uni<AuditJson> search(
            @QueryParam("actor") @Nullable String actor,
            @QueryParam("action") @Nullable String action,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        int page = Paging.limit(limit);
        AuditStore.Search search = new AuditStore.Search(
                actor,
                action,
                subject,
                instant(from, "/from"),
                instant(to, "/to"),
                before == null ? Long.MAX_VALUE : Paging.cursor(before));
        return AuditStore.search(pool, search, page)
                .map(found -> new AuditJson(
                        found.stream().map(EntryJson::of).toList(),
                        found.size() < page
                                ? null
                                : Long.toString(found.getLast().auditId())));
    }

    private static @Nullable Instant instant(@Nullable String text, String pointer) {
        if (text == null) return null;
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw PersonInput.invalid(pointer, "Give an instant such as 2026-03-02T01:30:00Z.");
        }
    }
}
