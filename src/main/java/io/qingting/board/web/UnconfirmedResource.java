package io.qingting.board.web;

import io.qingting.access.domain.Grant;
import io.qingting.board.app.AuditedClose;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.UnconfirmedContact;
import io.qingting.event.app.SourceNames;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Contacts that fell silent: listed, and closed on an administrator's word. */
@Path("/api/board/unconfirmed")
@RolesAllowed(Grant.Admin.ROLE)
@Produces(MediaType.APPLICATION_JSON)
class UnconfirmedResource {
    private static final int LONGEST_NOTE = 500;
    private static final int LARGEST_PAGE = 500;
    private static final int LONGEST_CURSOR = 1_000;
    private static final int PARTS = 3;

    private final LiveBoard live;
    private final AuditedClose close;
    private final SourceNames sources;
    private final SecurityIdentity identity;

    UnconfirmedResource(LiveBoard live, AuditedClose close, SourceNames sources, SecurityIdentity identity) {
        this.live = live;
        this.close = close;
        this.sources = sources;
        this.identity = identity;
    }

    record UnconfirmedJson(
            String source, String contactId, String queueId, String channel, boolean waiting, Instant lastEventAt) {}

    /**
     * @param total of all pages
     * @param next pass it as {@code after} for the following page; null: this is the last
     */
    record UnconfirmedListJson(
            int total,
            List<UnconfirmedJson> contacts,
            @Nullable String next) {}

    /** @param note why it may be closed; 1 to 500 characters */
    record CloseJson(
            @Nullable String source,
            @Nullable String contactId,
            @Nullable String note) {}

    @GET
    @Operation(
            summary = "Contacts that may have ended unseen",
            description =
                    "Contacts that have been silent for so long that they are counted apart, the longest silent first."
                            + " limit: 100, at most 500. after: next of the page before.")
    public Uni<UnconfirmedListJson> unconfirmed(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @DefaultValue("100") int limit) {
        UnconfirmedContact.@Nullable Cursor cursor = cursor(after);
        int most = Math.clamp(limit, 1, LARGEST_PAGE);
        return all().map(found -> {
            List<UnconfirmedContact> rest = found.stream()
                    .filter(c -> cursor == null || cursor.isBefore(c))
                    .limit(most + 1L)
                    .toList();
            List<UnconfirmedContact> page = rest.subList(0, Math.min(most, rest.size()));
            return new UnconfirmedListJson(
                    found.size(),
                    page.stream().map(this::json).toList(),
                    rest.size() > most ? cursorText(page.getLast()) : null);
        });
    }

    private static UnconfirmedContact.@Nullable Cursor cursor(@Nullable String text) {
        if (text == null) return null;
        try {
            if (text.length() > LONGEST_CURSOR) throw new IllegalArgumentException("too long");
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split("\n", PARTS);
            if (parts.length != PARTS) throw new IllegalArgumentException("not three parts");
            return new UnconfirmedContact.Cursor(
                    Instant.parse(parts[0]), new ContactKey(Integer.parseInt(parts[1]), parts[2]));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Asked.invalid("/after", "Use next as the list gave it.");
        }
    }

    private static String cursorText(UnconfirmedContact last) {
        String text = last.lastEventAt() + "\n" + last.contact().sourceId() + "\n"
                + last.contact().contactId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private UnconfirmedJson json(UnconfirmedContact contact) {
        return new UnconfirmedJson(
                name(contact.contact().sourceId()),
                contact.contact().contactId(),
                contact.queueId(),
                contact.channel().wireName(),
                contact.waiting(),
                contact.lastEventAt());
    }

    /** Closes one of the unconfirmed contacts on the caller's word. */
    @POST
    @Path("/close")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<Void> close(@Nullable CloseJson wanted) {
        String note = wanted == null ? null : wanted.note();
        if (wanted == null
                || note == null
                || note.isBlank()
                || note.length() > LONGEST_NOTE
                || note.indexOf('\0') >= 0) {
            throw Asked.invalid("/note", "Say in note why the contact may be closed: 1 to 500 characters.");
        }
        // The board answers on a thread that knows nothing of the request.
        String actor = identity.getPrincipal().getName();
        return all().map(found -> find(found, wanted))
                .chain(contact -> close.close(contact, actor, note))
                .onFailure(AuditedClose.AlreadyClosedException.class)
                .transform(already -> notUnconfirmed());
    }

    private UnconfirmedContact find(List<UnconfirmedContact> unconfirmed, CloseJson wanted) {
        return unconfirmed.stream()
                .filter(c -> c.contact().contactId().equals(wanted.contactId())
                        && name(c.contact().sourceId()).equals(wanted.source()))
                .findFirst()
                .orElseThrow(UnconfirmedResource::notUnconfirmed);
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

    private Uni<List<UnconfirmedContact>> all() {
        return Uni.createFrom()
                .<List<UnconfirmedContact>>emitter(
                        answer -> live.execute(board -> answer.complete(board.unconfirmed())))
                // The board's thread is for the board.
                .emitOn(Infrastructure.getDefaultExecutor());
    }
}
