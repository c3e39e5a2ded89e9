package io.qingting.alert.web;

import io.qingting.alert.app.Digests;
import io.qingting.alert.domain.Digest;
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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Digests: which channels get the floor's figures after each hour, or at the end of each shift. */
@Path("/api/alert-digests")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class DigestResource {
    private static final int MOST_QUEUES = 100;

    private final Digests digests;
    private final SecurityIdentity identity;

    DigestResource(Digests digests, SecurityIdentity identity) {
        this.digests = digests;
        this.identity = identity;
    }

    /**
     * @param digestId given by the server
     * @param every hourly or endOfShift; shifts are those of the site
     * @param queues ids; absent or empty: the whole site
     */
    record DigestJson(
            @Nullable String digestId,
            @Nullable String channelId,
            @Nullable String every,
            @Nullable List<String> queues) {
        static DigestJson of(Digest digest) {
            return new DigestJson(
                    Long.toString(digest.digestId()),
                    Long.toString(digest.channelId()),
                    digest.every().wireName(),
                    digest.queues());
        }

        private Digest.Every period() {
            return Digest.Every.ofWireName(every == null ? "" : every)
                    .orElseThrow(() -> Inputs.invalid("Write hourly or endOfShift.", "/every"));
        }

        private List<String> ids() {
            if (queues == null) return List.of();
            if (queues.size() > MOST_QUEUES || queues.stream().anyMatch(Objects::isNull))
                throw Inputs.invalid("At most " + MOST_QUEUES + " queues.", "/queues");
            return queues.stream()
                    .map(queue -> Inputs.needed(queue, 200, "/queues"))
                    .distinct()
                    .toList();
        }

        private long channel() {
            if (channelId == null || !channelId.matches("\\d{1,18}"))
                throw Inputs.invalid("A channel is an id as the list of channels gives it.", "/channelId");
            return Long.parseLong(channelId);
        }
    }

    record DigestsJson(List<DigestJson> digests) {}

    record DigestIdJson(String digestId) {}

    @GET
    public Uni<DigestsJson> list() {
        return digests.all()
                .map(all -> new DigestsJson(all.stream().map(DigestJson::of).toList()));
    }

    @POST
    public Uni<Response> make(@Nullable DigestJson wanted) {
        return save(0, wanted)
                .map(id -> Response.status(Response.Status.CREATED)
                        .entity(new DigestIdJson(Long.toString(id)))
                        .build());
    }

    @PUT
    @Path("/{id}")
    public Uni<Response> replace(@PathParam("id") String id, @Nullable DigestJson wanted) {
        return save(Inputs.id(id), wanted).map(found -> Inputs.done(found != 0));
    }

    private Uni<Long> save(long digestId, @Nullable DigestJson wanted) {
        if (wanted == null) throw Inputs.invalid("Say its channel, and hourly or endOfShift.", "/channelId");
        return digests.save(
                digestId,
                wanted.channel(),
                wanted.period(),
                wanted.ids(),
                identity.getPrincipal().getName());
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> remove(@PathParam("id") String id) {
        return digests.delete(Inputs.id(id), identity.getPrincipal().getName()).map(Inputs::done);
    }
}
