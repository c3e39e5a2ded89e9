package io.qingting.site.web;

import io.qingting.site.app.SetUp;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.ShownAs;
import io.qingting.site.domain.Site;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The configured agents, for administrators. An agent that is not configured counts all the same. */
@Path("/api/site/agents")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class AgentSetUpResource {
    private final SiteConfiguration configuration;
    private final SetUp setUp;
    private final SecurityIdentity identity;

    AgentSetUpResource(SiteConfiguration configuration, SetUp setUp, SecurityIdentity identity) {
        this.configuration = configuration;
        this.setUp = setUp;
        this.identity = identity;
    }

    /** @param next give it as {@code after} for the next page; null: there is none */
    record AgentsSetUpJson(
            List<AgentFoundJson> agents, @Nullable String next) {}

    /**
     * @param shownAs full, pseudonym or none; null: as the site shows its agents
     * @param shownName what screens show; null: no name
     */
    record AgentFoundJson(
            String agentId,
            String name,
            @Nullable String teamId,
            @Nullable String shownAs,
            @Nullable String pseudonym,
            @Nullable String shownName) {}

    /**
     * @param name in full
     * @param teamId null: no team
     * @param shownAs full, pseudonym or none; null: as the site shows its agents
     * @param pseudonym null: a number
     */
    record AgentSetUpJson(
            @Nullable String name,
            @Nullable String teamId,
            @Nullable String shownAs,
            @Nullable String pseudonym) {}

    @GET
    @Operation(summary = "Configured agents by id; search looks into ids, names and pseudonyms")
    public AgentsSetUpJson list(
            @QueryParam("search") @Nullable String search,
            @QueryParam("teamId") @Nullable String teamId,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        SetUpPage<Site.Agent> page = SetUpPage.of(
                configuration.current().agents().values().stream()
                        .filter(agent -> teamId == null || teamId.equals(agent.teamId()))
                        .toList(),
                Site.Agent::agentId,
                agent -> SetUpPage.words(agent.agentId(), agent.name(), agent.pseudonym()),
                search,
                after,
                limit);
        return new AgentsSetUpJson(page.items().stream().map(this::found).toList(), page.next());
    }

    private AgentFoundJson found(Site.Agent agent) {
        String id = agent.agentId();
        ShownAs shownAs = agent.shownAs();
        return new AgentFoundJson(
                id,
                agent.name(),
                agent.teamId(),
                shownAs == null ? null : shownAs.wireName(),
                agent.pseudonym(),
                configuration.shownAs(id) == ShownAs.NONE ? null : configuration.agentName(id));
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Adds an agent or replaces what is said of it",
            description = "A change of the team changes figures: the board is made anew from the log.")
    public Uni<AgentFoundJson> put(@PathParam("id") String id, @Nullable AgentSetUpJson body) {
        AgentSetUpJson given = Given.body(body);
        Site.Agent agent = new Site.Agent(
                Given.id(id),
                Given.name(given.name(), "/name"),
                Given.blankless(given.teamId()),
                SettingsInput.shownAs(given.shownAs(), "/shownAs"),
                Given.maybeName(given.pseudonym(), "/pseudonym"));
        return setUp.agent(identity.getPrincipal().getName(), agent).map(site -> found(agent));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Forgets what was said of an agent; its figures stay")
    public Uni<Response> remove(@PathParam("id") String id) {
        return setUp.removeAgent(identity.getPrincipal().getName(), id)
                .map(site -> Response.noContent().build());
    }
}
