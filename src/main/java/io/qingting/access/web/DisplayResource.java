package io.qingting.access.web;

import io.qingting.access.app.Keys;
import io.qingting.access.app.Screens;
import io.qingting.access.domain.Audience;
import io.qingting.access.domain.DisplayKey;
import io.qingting.access.domain.DisplayScreen;
import io.qingting.access.domain.WallView;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Tokens of wall displays, for administrators. */
@Path("/api/displays")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DisplayResource {
    private static final int LONGEST_NAME = 100;

    private final Keys keys;
    private final Screens screens;
    private final SecurityIdentity identity;

    DisplayResource(Keys keys, Screens screens, SecurityIdentity identity) {
        this.keys = keys;
        this.screens = screens;
        this.identity = identity;
    }

    /** @param audience floor or supervisors; absent: floor */
    record NewDisplayJson(@Nullable String name, @Nullable String audience) {}

    /**
     * @param token shown this once
     * @param link opens the wall with it: the part after # never leaves the browser
     */
    record IssuedDisplayJson(String id, String token, String link) {}

    record DisplaysJson(
            List<DisplayJson> displays, @Nullable String next) {}

    /** @param screens that are connected now by this display's token, on any instance; at most 1,000 over the page */
    record DisplayJson(
            String id,
            String name,
            String audience,
            String createdAt,
            @Nullable String lastUsedAt,
            @Nullable String revokedAt,
            List<ScreenJson> screens) {
        static DisplayJson of(DisplayKey display, List<DisplayScreen> screens) {
            return new DisplayJson(
                    Long.toString(display.displayId()),
                    display.name(),
                    display.audience().wireName(),
                    display.createdAt().toString(),
                    Paging.text(display.lastUsedAt()),
                    Paging.text(display.revokedAt()),
                    screens.stream()
                            .filter(screen -> screen.displayId() == display.displayId())
                            .map(ScreenJson::of)
                            .toList());
        }
    }

    /**
     * @param instance of the server that it is connected to
     * @param view path within /wall with its query
     * @param lastSeenAt to about two seconds
     * @param lastFrameAt when it was last sent figures, to about two seconds; null: not yet
     */
    record ScreenJson(
            String screenId,
            String instance,
            String view,
            String connectedAt,
            String lastSeenAt,
            @Nullable String lastFrameAt) {
        static ScreenJson of(DisplayScreen screen) {
            return new ScreenJson(
                    screen.screenId(),
                    screen.instance(),
                    screen.view(),
                    screen.connectedAt().toString(),
                    screen.lastSeenAt().toString(),
                    Paging.text(screen.lastFrameAt()));
        }
    }

    /**
     * @param screenId one of the connected screens; absent: all of the display
     * @param action reload or show
     * @param view with show: /wall with the query that chooses what is shown
     */
    record CommandJson(
            @Nullable String screenId,
            @Nullable String action,
            @Nullable String view) {}

    /** @param screens how many were connected, and get it within two seconds */
    record CommandedJson(int screens) {}

    @POST
    public Uni<Response> issue(@Nullable NewDisplayJson wanted) {
        String name = wanted == null ? null : wanted.name();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
            throw invalid("A display's name has 1 to " + LONGEST_NAME + " characters.", "/name");
        }
        String audienceName = wanted == null || wanted.audience() == null ? "floor" : wanted.audience();
        Optional<Audience> audience = Audience.ofWireName(audienceName);
        if (audience.isEmpty()) throw invalid("The audience is floor or supervisors.", "/audience");
        return keys.issueDisplay(identity.getPrincipal().getName(), name, audience.get())
                .map(issued -> Response.status(Response.Status.CREATED)
                        .entity(new IssuedDisplayJson(
                                Long.toString(issued.id()),
                                issued.token().text(),
                                "/wall#token=" + issued.token().text()))
                        .build());
    }

    private static ProblemException invalid(String detail, String pointer) {
        return new ProblemException(Problem.of(400, "invalid-value", "A value is not allowed", detail)
                .at(pointer));
    }

    @GET
    public Uni<DisplaysJson> list(
            @QueryParam("after") @DefaultValue("0") String after, @QueryParam("limit") @DefaultValue("100") int limit) {
        int page = Paging.limit(limit);
        return keys.displays(Paging.cursor(after), page)
                .chain(found -> screens.of(
                                found.stream().map(DisplayKey::displayId).toList())
                        .map(open -> new DisplaysJson(
                                found.stream()
                                        .map(display -> DisplayJson.of(display, open))
                                        .toList(),
                                found.size() < page
                                        ? null
                                        : Long.toString(found.getLast().displayId()))));
    }

    @POST
    @Path("/{id}/commands")
    @Operation(summary = "Lets connected screens of a display load their page anew, or show something else of the wall")
    public Uni<CommandedJson> command(@PathParam("id") String id, @Nullable CommandJson wanted) {
        long display = Paging.cursor(id);
        String action = wanted == null ? null : wanted.action();
        String view = wanted == null ? null : wanted.view();
        boolean shows = "show".equals(action);
        if (!shows && !"reload".equals(action)) throw invalid("The action is reload or show.", "/action");
        if (shows && (view == null || !WallView.isView(view)))
            throw invalid(
                    "Give /wall with its query, such as /wall?window=today, of at most " + WallView.LONGEST
                            + " characters. A screen cannot be sent anywhere else.",
                    "/view");
        String screenId = wanted == null ? null : wanted.screenId();
        return screens.send(identity.getPrincipal().getName(), display, screenId, shows ? view : null)
                .map(CommandedJson::new);
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> revoke(@PathParam("id") String id) {
        return keys.revokeDisplay(identity.getPrincipal().getName(), Paging.cursor(id))
                .map(Paging::revoked);
    }
}
