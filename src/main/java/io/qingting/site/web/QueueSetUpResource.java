package io.qingting.site.web;

import io.qingting.event.domain.Channel;
import io.qingting.site.app.SetUp;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.QueueTargets;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.Targets;
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
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The configured queues, for administrators. A queue that is not configured counts all the same. */
@Path("/api/site/queues")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class QueueSetUpResource {
    private final SiteConfiguration configuration;
    private final SetUp setUp;
    private final SecurityIdentity identity;

    QueueSetUpResource(SiteConfiguration configuration, SetUp setUp, SecurityIdentity identity) {
        this.configuration = configuration;
        this.setUp = setUp;
        this.identity = identity;
    }

    /** @param next give it as {@code after} for the next page; null: there is none */
    record QueuesSetUpJson(
            List<QueueSetUpJson> queues, @Nullable String next) {}

    /**
     * @param name in Chinese, or in any language where {@code nameEn} is absent
     * @param channel such as voice; null: not said
     * @param teamId team that serves it; null: not said
     * @param targets limits that replace the site's on screens; null: the site's hold
     */
    record QueueSetUpJson(
            @Nullable String queueId,
            @Nullable String name,
            @Nullable String nameEn,
            @Nullable String channel,
            @Nullable String teamId,
            @Nullable QueueTargets targets) {
        static QueueSetUpJson of(Site.Queue queue) {
            return new QueueSetUpJson(
                    queue.queueId(), queue.name(), queue.nameEn(), queue.channel(), queue.teamId(), queue.targets());
        }
    }

    @GET
    @Operation(summary = "Configured queues by id; search looks into ids and names")
    public QueuesSetUpJson list(
            @QueryParam("search") @Nullable String search,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        SetUpPage<Site.Queue> page = SetUpPage.of(
                configuration.current().queues().values(),
                Site.Queue::queueId,
                queue -> SetUpPage.words(queue.queueId(), queue.name(), queue.nameEn()),
                search,
                after,
                limit);
        return new QueuesSetUpJson(page.items().stream().map(QueueSetUpJson::of).toList(), page.next());
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Adds a queue or replaces what is said of it")
    public Uni<QueueSetUpJson> put(@PathParam("id") String id, @Nullable QueueSetUpJson body) {
        Site.Queue queue = queue(Given.id(id), Given.body(body));
        return setUp.queue(identity.getPrincipal().getName(), queue).map(site -> QueueSetUpJson.of(queue));
    }

    private static Site.Queue queue(String id, QueueSetUpJson json) {
        String channel = Given.blankless(json.channel());
        Given.check(
                channel == null
                        || Arrays.stream(Channel.values())
                                .anyMatch(each -> each.wireName().equals(channel)),
                "/channel",
                "The channels are voice, chat, email, social, form, ticket and other.");
        return new Site.Queue(
                id,
                Given.name(json.name(), "/name"),
                Given.maybeName(json.nameEn(), "/nameEn"),
                channel,
                Given.blankless(json.teamId()),
                targets(json.targets()));
    }

    private static @Nullable QueueTargets targets(@Nullable QueueTargets given) {
        if (given == null) return null;
        Targets.Limit wait = given.longestWaitSeconds();
        Targets.Limit level = given.serviceLevel();
        if (wait == null && level == null) return null;
        return new QueueTargets(
                wait == null ? null : Given.low(wait, "/targets/longestWaitSeconds"),
                level == null ? null : Given.high(level, 1, "/targets/serviceLevel"));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Forgets what was said of a queue; its figures stay")
    public Uni<Response> remove(@PathParam("id") String id) {
        return setUp.removeQueue(identity.getPrincipal().getName(), id)
                .map(site -> Response.noContent().build());
    }
}
