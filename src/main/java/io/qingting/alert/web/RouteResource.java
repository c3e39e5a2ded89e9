package io.qingting.alert.web;

import io.qingting.alert.app.RouteDesk;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.Route;
import io.qingting.alert.domain.Severity;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Routes: which alerts go to which channels, when, and whom of the roster they call. */
@Path("/api/alert-routes")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class RouteResource {
    private static final int MOST = 100;

    private final RouteDesk desk;
    private final SecurityIdentity identity;

    RouteResource(RouteDesk desk, SecurityIdentity identity) {
        this.desk = desk;
        this.identity = identity;
    }

    /**
     * @param routeId given by the server
     * @param atLeast mildest severity: info, warning or critical; absent: info
     * @param kinds absent or empty: all
     * @param queues ids; absent or empty: all
     * @param from start of its hours in the site's zone, such as 08:00; absent: all day
     * @param to end of its hours; at or before {@code from}: past midnight
     * @param channels ids, at least one
     * @param duty of the roster: its messages call who is on it; absent: nobody
     * @param repeatSeconds 60 or more: what nobody acknowledged is told again; absent: never
     */
    record RouteJson(
            @Nullable String routeId,
            @Nullable String name,
            @Nullable String atLeast,
            @Nullable List<String> kinds,
            @Nullable List<String> queues,
            @Nullable String from,
            @Nullable String to,
            @Nullable List<String> channels,
            @Nullable String duty,
            @Nullable Long repeatSeconds) {
        static RouteJson of(Route route) {
            Duration repeat = route.repeatAfter();
            LocalTime from = route.from();
            LocalTime to = route.to();
            return new RouteJson(
                    Long.toString(route.routeId()),
                    route.name(),
                    route.atLeast().wireName(),
                    route.kinds().stream().map(AlertKind::wireName).sorted().toList(),
                    route.queues().stream().sorted().toList(),
                    from == null ? null : from.toString(),
                    to == null ? null : to.toString(),
                    route.channels().stream().map(String::valueOf).toList(),
                    route.duty(),
                    repeat == null ? null : repeat.toSeconds());
        }

        Route route(long id) {
            Severity severity = AlertResource.severity(atLeast);
            LocalTime start = time(from, "/from");
            LocalTime end = time(to, "/to");
            if ((start == null) != (end == null)) throw Inputs.invalid("Give both from and to, or neither.", "/from");
            List<Long> ids =
                    bounded(channels, "/channels").stream().map(Inputs::id).toList();
            if (ids.isEmpty()) throw Inputs.invalid("Name at least one channel.", "/channels");
            Long repeat = repeatSeconds;
            if (repeat != null && (repeat < 60 || repeat > 604_800))
                throw Inputs.invalid("A repeat interval is 60 to 604800 seconds.", "/repeatSeconds");
            return new Route(
                    id,
                    Inputs.needed(name, 100, "/name"),
                    severity == null ? Severity.INFO : severity,
                    bounded(kinds, "/kinds").stream()
                            .map(AlertResource::kind)
                            .filter(Objects::nonNull)
                            .collect(Collectors.toSet()),
                    bounded(queues, "/queues").stream()
                            .map(queue -> Inputs.needed(queue, 200, "/queues"))
                            .collect(Collectors.toSet()),
                    start,
                    end,
                    ids,
                    Inputs.text(duty, 100, "/duty"),
                    repeat == null ? null : Duration.ofSeconds(repeat));
        }

        private static List<String> bounded(@Nullable List<String> values, String pointer) {
            if (values == null) return List.of();
            if (values.size() > MOST || values.stream().anyMatch(Objects::isNull))
                throw Inputs.invalid("At most " + MOST + " values.", pointer);
            return values;
        }

        private static @Nullable LocalTime time(@Nullable String text, String pointer) {
            if (text == null || text.isBlank()) return null;
            try {
                return LocalTime.parse(text.strip());
            } catch (DateTimeException e) {
                throw Inputs.invalid("A time of day looks like 08:00.", pointer);
            }
        }
    }

    record RoutesJson(List<RouteJson> routes) {}

    @GET
    public Uni<RoutesJson> list() {
        return desk.routes()
                .map(routes -> new RoutesJson(routes.stream().map(RouteJson::of).toList()));
    }

    @POST
    public Uni<Response> make(@Nullable RouteJson wanted) {
        if (wanted == null) throw Inputs.invalid("Say at least its name and its channels.", "/name");
        return desk.save(wanted.route(0), actor())
                .map(id -> Response.status(Response.Status.CREATED)
                        .entity(new IdJson(Long.toString(id)))
                        .build());
    }

    record IdJson(String routeId) {}

    @PUT
    @Path("/{id}")
    public Uni<Response> replace(@PathParam("id") String id, @Nullable RouteJson wanted) {
        if (wanted == null) throw Inputs.invalid("Say the whole route.", "/name");
        return desk.save(wanted.route(Inputs.id(id)), actor()).map(found -> Inputs.done(found != 0));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> remove(@PathParam("id") String id) {
        return desk.delete(Inputs.id(id), actor()).map(Inputs::done);
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }
}
