package io.qingting.board.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.Board;
import io.qingting.board.domain.OpenContact;
import io.qingting.board.web.ContactJson.ContactsJson;
import io.qingting.kernel.ContactKey;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.sla.app.SlaTargets;
import io.qingting.sla.domain.StoredTarget;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Contacts that something is going on in: of a queue, or in an agent's hands; with what is promised to their customers. */
@Path("/api/board/contacts")
@RolesAllowed({"admin", "supervisor", "quality", "agent"})
@Produces(MediaType.APPLICATION_JSON)
class ContactResource {
    private static final int LARGEST_PAGE = 500;

    private final LiveBoard live;
    private final SlaTargets targets;
    private final ContactWriter writer;
    private final SecurityIdentity identity;

    ContactResource(LiveBoard live, SlaTargets targets, ContactWriter writer, SecurityIdentity identity) {
        this.live = live;
        this.targets = targets;
        this.writer = writer;
        this.identity = identity;
    }

    /** What is read off the board at one moment. {@code teams}: of the agents who have these contacts, by agent. */
    private record Found(Instant at, int total, List<OpenContact> page, boolean hasMore, ContactWriter.Teams teams) {}

    @GET
    @Operation(
            summary = "Open contacts of a queue or of an agent",
            description =
                    "queue, or agent: one of them. state: waiting, awaitingReply, inService, parted by commas (all)."
                            + " Who waits in the queue comes first, then who waits for a reply, then the rest, each the longest first."
                            + " limit: 100, at most 500. after: next of the page before. Unconfirmed contacts are not among them. An agent"
                            + " asks for the own contacts only; agents whom the caller may not see are left out of a contact.")
    public Uni<ContactsJson> contacts(
            @QueryParam("queue") @Nullable String queue,
            @QueryParam("agent") @Nullable String agent,
            @QueryParam("state") @Nullable String states,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        if ((queue == null) == (agent == null)) throw Asked.invalid("/queue", "Give queue or agent, one of them.");
        Set<OpenContact.State> wanted = Asked.states(states);
        OpenContact.@Nullable Cursor cursor = Asked.cursor(after);
        int most = Math.clamp(limit, 1, LARGEST_PAGE);
        Sight sight = Identities.grant(identity).map(Grant::sight).orElse(Sight.NOBODY);
        if (queue != null && !sight.reachesOthers())
            throw new ProblemException(Problem.of(
                    403, "forbidden", "Not allowed", "Ask for your own contacts: agent=… with your own id."));
        return Uni.createFrom()
                .<Found>emitter(answer -> live.execute(board -> {
                    if (agent != null && !sight.reaches(agent, board.teamOf(agent))) answer.fail(Asked.noAgent());
                    else answer.complete(find(board, queue, agent, wanted, cursor, most));
                }))
                // The board's thread is for the board.
                .emitOn(Infrastructure.getDefaultExecutor())
                .chain(found -> json(found, sight));
    }

    private static Found find(
            Board board,
            @Nullable String queue,
            @Nullable String agent,
            Set<OpenContact.State> states,
            OpenContact.@Nullable Cursor after,
            int limit) {
        List<OpenContact> all = queue != null ? board.contactsOfQueue(queue) : List.of();
        if (agent != null) all = board.contactsOfAgent(agent);
        List<OpenContact> fitting =
                all.stream().filter(c -> states.contains(c.state())).toList();
        List<OpenContact> rest = fitting.stream()
                .filter(c -> after == null || after.isBefore(c))
                .sorted(OpenContact.ORDER)
                .toList();
        List<OpenContact> page = rest.subList(0, Math.min(limit, rest.size()));
        return new Found(
                Instant.ofEpochMilli(board.now()),
                fitting.size(),
                page,
                rest.size() > limit,
                ContactWriter.Teams.of(board, page));
    }

    private Uni<ContactsJson> json(Found found, Sight sight) {
        List<ContactKey> keys = found.page().stream().map(OpenContact::contact).toList();
        return targets.openOf(keys).map(open -> {
            Map<ContactKey, List<StoredTarget>> byContact = open.stream()
                    .collect(Collectors.groupingBy(StoredTarget::contact, HashMap::new, Collectors.toList()));
            List<ContactJson> contacts = new ArrayList<>();
            for (OpenContact contact : found.page()) {
                contacts.add(writer.contact(
                        contact,
                        byContact.getOrDefault(contact.contact(), List.of()),
                        found.at(),
                        sight,
                        found.teams()));
            }
            String next = found.hasMore() ? Asked.cursorText(found.page().getLast()) : null;
            return new ContactsJson(found.at(), found.total(), contacts, next);
        });
    }
}
