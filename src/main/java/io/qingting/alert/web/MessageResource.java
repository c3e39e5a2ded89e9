package io.qingting.alert.web;

import io.qingting.alert.app.RouteDesk;
import io.qingting.alert.store.MessageQueries;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Messages to channels: what was sent, what waits, and what was given up. */
@Path("/api/alert-messages")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
class MessageResource {
    private static final Set<String> STATES = Set.of("sending", "retry", "sent", "merged", "dead");

    private final RouteDesk desk;
    private final SecurityIdentity identity;

    MessageResource(RouteDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    record MessageJson(
            String messageId,
            String channelId,
            String channel,
            String state,
            String title,
            int alerts,
            int attempts,
            boolean repeated,
            String createdAt,
            @Nullable String nextAt,
            @Nullable String endedAt,
            @Nullable String error) {
        static MessageJson of(MessageQueries.Sent sent) {
            return new MessageJson(
                    Long.toString(sent.messageId()),
                    Long.toString(sent.channelId()),
                    sent.channel(),
                    sent.state(),
                    sent.title(),
                    sent.alerts(),
                    sent.attempts(),
                    sent.repeated(),
                    sent.createdAt().toString(),
                    Inputs.text(sent.nextAt()),
                    Inputs.text(sent.endedAt()),
                    sent.error());
        }
    }

    record MessagesJson(
            List<MessageJson> messages, @Nullable String next) {}

    /** Messages, newest first. State {@code dead}: those that were given up. */
    @GET
    public Uni<MessagesJson> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (state != null && !STATES.contains(state))
            throw Inputs.invalid("A state is sending, retry, sent, merged or dead.", "/state");
        int page = Inputs.limit(limit);
        return desk.messages(state, Inputs.before(before), page)
                .map(found -> new MessagesJson(
                        found.stream().map(MessageJson::of).toList(),
                        found.size() < page
                                ? null
                                : Long.toString(found.getLast().messageId())));
    }

    /** Sends a message that was given up once more, marked as a repetition. */
    @POST
    @Path("/{id}/send-again")
    public Uni<Response> sendAgain(@PathParam("id") String id) {
        return desk.sendAgain(Inputs.id(id), identity.getPrincipal().getName()).map(Inputs::done);
    }
}
