package io.qingting.site.web;

import io.qingting.site.app.SetUp;
import io.qingting.site.app.SiteConfiguration;
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

/** The configured teams, for administrators. */
@Path("/api/site/teams")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class TeamSetUpResource {
    private final SiteConfiguration configuration;
    private final SetUp setUp;
    private final SecurityIdentity identity;

    TeamSetUpResource(SiteConfiguration configuration, SetUp setUp, SecurityIdentity identity) {
        this.configuration = configuration;
        this.setUp = setUp;
        this.identity = identity;
    }

    /** @param next give it as {@code after} for the next page; null: there is none */
    record TeamsSetUpJson(
            List<TeamFoundJson> teams, @Nullable String next) {}

    /**
     * @param agents configured agents of the team
     * @param queues configured queues that it serves
     */
    record TeamFoundJson(
            String teamId, String name, @Nullable String nameEn, long agents, long queues) {}

    record TeamSetUpJson(@Nullable String name, @Nullable String nameEn) {}

    @GET
    @Operation(summary = "Configured teams by id; search looks into ids and names")
    public TeamsSetUpJson list(
            @QueryParam("search") @Nullable String search,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        Site site = configuration.current();
        SetUpPage<Site.Team> page = SetUpPage.of(
                site.teams().values(),
                Site.Team::teamId,
                team -> SetUpPage.words(team.teamId(), team.name(), team.nameEn()),
                search,
                after,
                limit);
        return new TeamsSetUpJson(
                page.items().stream().map(team -> found(site, team)).toList(), page.next());
    }

    private static TeamFoundJson found(Site site, Site.Team team) {
        String id = team.teamId();
        return new TeamFoundJson(
                id,
                team.name(),
                team.nameEn(),
                site.agents().values().stream()
                        .filter(agent -> id.equals(agent.teamId()))
                        .count(),
                site.queues().values().stream()
                        .filter(queue -> id.equals(queue.teamId()))
                        .count());
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Adds a team or replaces its names")
    public Uni<TeamFoundJson> put(@PathParam("id") String id, @Nullable TeamSetUpJson body) {
        TeamSetUpJson given = Given.body(body);
        Site.Team team = new Site.Team(
                Given.id(id), Given.name(given.name(), "/name"), Given.maybeName(given.nameEn(), "/nameEn"));
        return setUp.team(identity.getPrincipal().getName(), team).map(site -> found(site, team));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Takes a team away that no agent and no queue belongs to")
    public Uni<Response> remove(@PathParam("id") String id) {
        return setUp.removeTeam(identity.getPrincipal().getName(), id)
                .map(site -> Response.noContent().build());
    }
}
