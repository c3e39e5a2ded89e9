package io.qingting.alert.web;

import io.qingting.alert.app.Channels;
import io.qingting.alert.domain.ChannelKind;
import io.qingting.alert.domain.ChannelRow;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Channels: chat robots, webhooks and mail that alerts go to. Secrets go in and never come out. */
@Path("/api/alert-channels")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ChannelResource {
    private final Channels channels;
    private final SecurityIdentity identity;

    ChannelResource(Channels channels, SecurityIdentity identity) {
        this.channels = channels;
        this.identity = identity;
    }

    /**
     * What is absent stays as it is, or is as shipped in a new channel.
     *
     * @param kind dingtalk, wecom, feishu, webhook or email
     * @param language of the messages: zh or en
     * @param host a private deployment's, {@code host:port}; only where the operator listed it
     * @param token of a robot; its whole address is understood too
     * @param secret of the signature
     * @param url of a webhook's receiver
     * @param keyword a word that the robot wants in each message
     * @param callAll critical alerts call everybody in the group
     * @param perMinute most posts in any 60 s
     * @param backupId id of the channel that takes its place while it is broken; "0": none
     */
    record WantedJson(
            @Nullable String name,
            @Nullable String kind,
            @Nullable String language,
            @Nullable Boolean markdown,
            @Nullable String host,
            @Nullable String token,
            @Nullable String secret,
            @Nullable String url,
            @Nullable String keyword,
            @Nullable List<String> mailTo,
            @Nullable Boolean callAll,
            @Nullable Integer perMinute,
            @Nullable String backupId,
            @Nullable Boolean enabled,
            @Nullable Boolean keepEarlierSecret) {
        Channels.Wanted wanted() {
            return new Channels.Wanted(
                    Inputs.text(name, 100, "/name"),
                    channelKind(kind),
                    language,
                    markdown,
                    host,
                    token,
                    secret,
                    url,
                    keyword,
                    mailTo,
                    callAll,
                    perMinute,
                    backupId == null ? null : Inputs.id(backupId),
                    enabled,
                    keepEarlierSecret);
        }

        private static @Nullable ChannelKind channelKind(@Nullable String kind) {
            if (kind == null) return null;
            return ChannelKind.ofWireName(kind)
                    .orElseThrow(
                            () -> Inputs.invalid("The kind is dingtalk, wecom, feishu, webhook or email.", "/kind"));
        }
    }

    /**
     * @param secretTail the last four characters of its secret; of a webhook that signs by two, of the newer, a space, of the
     *     earlier
     * @param state works, held (until {@code holdUntilAt}), failing, or broken (until {@code fault} is mended), or off
     */
    record ChannelJson(
            String channelId,
            String name,
            String kind,
            String language,
            boolean markdown,
            @Nullable String host,
            @Nullable String keyword,
            List<String> mailTo,
            boolean callAll,
            int perMinute,
            @Nullable String backupId,
            boolean enabled,
            @Nullable String secretTail,
            String state,
            @Nullable String holdUntilAt,
            @Nullable String fault,
            @Nullable String lastOkAt,
            @Nullable String lastError) {
        static ChannelJson of(ChannelRow row) {
            String state = !row.enabled()
                    ? "off"
                    : row.fault() != null
                            ? "broken"
                            : row.failures() > 0 ? "failing" : row.holdUntil() != null ? "held" : "works";
            Long backup = row.backupId();
            return new ChannelJson(
                    Long.toString(row.channelId()),
                    row.name(),
                    row.kind().wireName(),
                    row.language(),
                    row.markdown(),
                    row.host(),
                    row.keyword(),
                    row.mailTo(),
                    row.callAll(),
                    row.perMinute(),
                    backup == null ? null : Long.toString(backup),
                    row.enabled(),
                    row.secretTail(),
                    state,
                    Inputs.text(row.holdUntil()),
                    row.fault(),
                    Inputs.text(row.lastOkAt()),
                    row.lastError());
        }
    }

    record ChannelsJson(List<ChannelJson> channels) {}

    record IdJson(String channelId) {}

    /**
     * @param result ok, retry, throttled, configurationFault or rejected
     * @param reading what the vendor's answer means
     */
    record TestedJson(String result, String reading) {}

    @GET
    public Uni<ChannelsJson> list() {
        return channels.all()
                .map(rows -> new ChannelsJson(rows.stream().map(ChannelJson::of).toList()));
    }

    @POST
    public Uni<Response> make(@Nullable WantedJson wanted) {
        if (wanted == null) throw Inputs.invalid("Say at least its kind, its name and its secrets.", "/kind");
        return channels.create(wanted.wanted(), actor())
                .map(id -> Response.status(Response.Status.CREATED)
                        .entity(new IdJson(Long.toString(id)))
                        .build());
    }

    /** Changes what is given. A fault counts as mended, and what waited is sent. */
    @PATCH
    @Path("/{id}")
    public Uni<Response> change(@PathParam("id") String id, @Nullable WantedJson wanted) {
        if (wanted == null) throw Inputs.invalid("Say what to change.", "/name");
        return channels.change(Inputs.id(id), wanted.wanted(), actor()).map(Inputs::done);
    }

    @DELETE
    @Path("/{id}")
    public Uni<Response> remove(@PathParam("id") String id) {
        return channels.delete(Inputs.id(id), actor()).map(Inputs::done);
    }

    /** Sends a test message and says what the vendor's answer means. */
    @POST
    @Path("/{id}/test")
    @Consumes(MediaType.WILDCARD)
    public Uni<TestedJson> test(@PathParam("id") String id) {
        return channels.test(Inputs.id(id), actor())
                .map(found -> found.map(tested -> new TestedJson(tested.result(), tested.reading()))
                        .orElseThrow(Inputs::notFound));
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }
}
