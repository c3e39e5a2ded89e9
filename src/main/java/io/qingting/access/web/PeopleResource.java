package io.qingting.access.web;

import io.qingting.access.app.People;
import io.qingting.access.domain.Person;
import io.qingting.access.domain.Role;
import io.qingting.access.web.PersonInput.PersonJson;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The accounts, for administrators. */
@Path("/api/people")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class PeopleResource {
    private final People people;
    private final SecurityIdentity identity;

    PeopleResource(People people, SecurityIdentity identity) {
        this.people = people;
        this.identity = identity;
    }

    /** @param next give it as {@code after} for the next page; null: there is none */
    record PeopleJson(
            List<PersonFoundJson> people, @Nullable String next) {}

    /** @param isInvited true until the person has chosen a password */
    record PersonFoundJson(
            String id,
            String login,
            String name,
            String language,
            List<String> roles,
            List<String> teamIds,
            @Nullable String agentId,
            boolean isInvited,
            String createdAt,
            @Nullable String lastLogInAt,
            @Nullable String disabledAt) {
        static PersonFoundJson of(Person person) {
            Person.Profile profile = person.profile();
            return new PersonFoundJson(
                    Long.toString(person.personId()),
                    profile.login(),
                    profile.name(),
                    profile.language(),
                    profile.roles().stream().map(Role::wireName).sorted().toList(),
                    profile.teamIds().stream().sorted().toList(),
                    profile.agentId(),
                    !person.hasPassword(),
                    person.createdAt().toString(),
                    Paging.text(person.lastLoginAt()),
                    Paging.text(person.disabledAt()));
        }
    }

    /**
     * @param link lets the person choose a password; shown this once. The part after # never reaches a log
     * @param expiresAt until when
     */
    record InvitedJson(PersonFoundJson person, String link, String expiresAt) {
        static InvitedJson of(People.Invited invited) {
            return new InvitedJson(
                    PersonFoundJson.of(invited.person()),
                    "/log-in#link=" + invited.link().text(),
                    invited.expiresAt().toString());
        }
    }

    @GET
    public Uni<PeopleJson> list(
            @QueryParam("after") @DefaultValue("0") String after, @QueryParam("limit") @DefaultValue("100") int limit) {
        int page = Paging.limit(limit);
        return people.list(Paging.cursor(after), page)
                .map(found -> new PeopleJson(
                        found.stream().map(PersonFoundJson::of).toList(),
                        found.size() < page
                                ? null
                                : Long.toString(found.getLast().personId())));
    }

    @POST
    public Uni<Response> invite(@Nullable PersonJson json) {
        return people.invite(actor(), PersonInput.profile(json))
                .map(invited -> Response.status(Response.Status.CREATED)
                        .header("Cache-Control", "no-store")
                        .entity(InvitedJson.of(invited))
                        .build());
    }

    @PUT
    @Path("/{id}")
    public Uni<PersonFoundJson> change(@PathParam("id") String id, @Nullable PersonJson json) {
        Person.Profile profile = PersonInput.profile(json);
        boolean disabled = json != null && Boolean.TRUE.equals(json.disabled());
        return people.change(actor(), Paging.cursor(id), profile, disabled)
                .map(found -> found.map(PersonFoundJson::of).orElseThrow(PeopleResource::unknown));
    }

    @POST
    @Path("/{id}/link")
    @Consumes(MediaType.WILDCARD)
    public Uni<Response> newLink(@PathParam("id") String id) {
        return people.newLink(actor(), Paging.cursor(id))
                .map(found -> found.map(InvitedJson::of).orElseThrow(PeopleResource::unknown))
                .map(made -> Response.status(Response.Status.CREATED)
                        .header("Cache-Control", "no-store")
                        .entity(made)
                        .build());
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of(
                404, "not-found", "Not found", "There is nobody of this id who may log in. The list shows who may."));
    }
}
