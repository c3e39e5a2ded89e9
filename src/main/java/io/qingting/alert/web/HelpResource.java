package io.qingting.alert.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.alert.app.HelpCalls;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.HelpReason;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** An agent's own call for help. */
@Path("/api/me/help")
@RolesAllowed("agent")
@Produces(MediaType.APPLICATION_JSON)
class HelpResource {
    private final HelpCalls calls;
    private final SecurityIdentity identity;

    HelpResource(HelpCalls calls, SecurityIdentity identity) {
        this.calls = calls;
        this.identity = identity;
    }

    /** @param reason customer, approval, system or other */
    record HelpWantedJson(@Nullable String reason) {}

    /**
     * @param reason customer, approval, system or other
     * @param acknowledgedBy who said that they see to it; null: nobody yet
     */
    record HelpCallJson(
            String alertId,
            String reason,
            String sinceAt,
            @Nullable String acknowledgedBy) {
        static HelpCallJson of(Alert alert) {
            return new HelpCallJson(
                    Long.toString(alert.alertId()),
                    alert.name(),
                    alert.since().toString(),
                    alert.state() instanceof AlertState.Acknowledged ? alert.acknowledgedBy() : null);
        }
    }

    /** @param call null: none is open */
    record HelpJson(@Nullable HelpCallJson call) {}

    @GET
    @Operation(summary = "The own open call for help")
    public Uni<HelpJson> open() {
        return calls.open(me().agentId())
                .map(found -> new HelpJson(found.map(HelpCallJson::of).orElse(null)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Calls the own supervisor for help",
            description = "One call is open at a time; one a minute and six an hour at most, else 429.")
    public Uni<HelpJson> call(@Nullable HelpWantedJson wanted) {
        HelpReason reason = HelpReason.ofWireName(Inputs.needed(wanted == null ? null : wanted.reason(), 20, "/reason"))
                .orElseThrow(() -> Inputs.invalid("A reason is customer, approval, system or other.", "/reason"));
        Me me = me();
        return calls.call(me.actor(), me.agentId(), reason).map(alert -> new HelpJson(HelpCallJson.of(alert)));
    }

    @POST
    @Path("/withdraw")
    @Operation(summary = "Says that help is no longer needed")
    public Uni<Response> withdraw() {
        Me me = me();
        return calls.withdraw(me.actor(), me.agentId()).map(Inputs::done);
    }

    private record Me(String actor, String agentId) {}

    private Me me() {
        Grant.LoggedIn person = (Grant.LoggedIn) Identities.grant(identity).orElseThrow();
        return new Me(person.actor(), Objects.requireNonNull(person.agentId(), "an agent without the id of one"));
    }
}
