package io.qingting.sla.web;

import io.qingting.event.app.SourceNames;
import io.qingting.event.domain.Segment;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.sla.app.SlaBooks;
import io.qingting.sla.app.SlaTargets;
import io.qingting.sla.domain.SlaBook;
import io.qingting.sla.domain.SlaPolicy.Start;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.StoredTarget;
import io.qingting.sla.store.TargetStore;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Targets as they stand: those that run out next, and all of one contact with the reasons. */
@Path("/api/sla")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
class TargetResource {
    private static final int LARGEST_PAGE = 500;

    private final SlaTargets targets;
    private final SlaBooks books;
    private final SourceNames sources;
    private final BusinessClock clock;

    TargetResource(SlaTargets targets, SlaBooks books, SourceNames sources, BusinessClock clock) {
        this.targets = targets;
        this.books = books;
        this.sources = sources;
        this.clock = clock;
    }

    record TargetsJson(String at, List<TargetJson> targets) {}

    /**
     * A screen counts down to {@code deadlineAt} by itself.
     *
     * @param state running, paused, met, breached or cancelled, as of the answer's {@code at}
     * @param warnAt null: it does not warn
     * @param deadlineAt null: paused
     * @param latenessSeconds of a breach: until it was stopped, else until now; null: none
     * @param why null in lists
     */
    record TargetJson(
            @Nullable String source,
            String contactId,
            String target,
            int cycle,
            int ordinal,
            String policyId,
            long rulesVersion,
            String channel,
            @Nullable String queueId,
            @Nullable String segment,
            String state,
            String startedAt,
            @Nullable String warnAt,
            @Nullable String deadlineAt,
            boolean provisional,
            @Nullable String stoppedAt,
            @Nullable Double latenessSeconds,
            PolicyResource.@Nullable ExplanationJson why) {}

    @GET
    @Path("/targets")
    @Operation(
            summary = "Targets that warn or breach next, soonest first",
            description = "queue, limit (100, at most 500).")
    public Uni<TargetsJson> soonest(
            @QueryParam("queue") @Nullable String queue, @QueryParam("limit") @DefaultValue("100") int limit) {
        long now = clock.nowMillis();
        return targets.soonest(queue, Math.clamp(limit, 1, LARGEST_PAGE))
                .map(found -> new TargetsJson(
                        Answers.at(now),
                        found.stream().map(t -> json(t, now, null)).toList()));
    }

    @GET
    @Path("/contacts")
    @RolesAllowed({"admin", "supervisor", "quality"})
    @Operation(
            summary = "All targets of a contact, and why it falls under their policies",
            description = "source: such as /connectors/demo; contact: the source's own id.")
    public Uni<TargetsJson> ofContact(
            @QueryParam("source") @Nullable String source, @QueryParam("contact") @Nullable String contact) {
        String name = Answers.required(source, "source", "Name the source, such as /connectors/demo.");
        String id = Answers.required(contact, "contact", "Give the contact's id.");
        long now = clock.nowMillis();
        return sourceId(name)
                .chain(sourceId -> targets.of(new ContactKey(sourceId, id)))
                .chain(found -> books.now()
                        .map(book -> new TargetsJson(
                                Answers.at(now),
                                found.stream()
                                        .sorted(Comparator.comparingLong(
                                                t -> t.target().startedAt()))
                                        .map(t -> json(t, now, why(book, t.target())))
                                        .toList())));
    }

    private Uni<Integer> sourceId(String name) {
        Integer known = find(name);
        if (known != null) return Uni.createFrom().item(known);
        return sources.refresh().map(done -> {
            Integer id = find(name);
            if (id == null)
                throw Answers.invalid("/source", "There is no source " + name + ", such as /connectors/demo.");
            return id;
        });
    }

    private @Nullable Integer find(String name) {
        for (Map.Entry<Integer, SourceNames.Known> source : sources.all().entrySet()) {
            if (source.getValue().name().equals(name)) return source.getKey();
        }
        return null;
    }

    private static PolicyResource.@Nullable ExplanationJson why(SlaBook book, SlaTarget target) {
        SlaRules rules = book.version(target.version());
        if (rules == null) return null;
        Start start = new Start(target.key().kind(), target.channel(), target.queueId(), target.segment());
        return PolicyResource.explanation(rules, start);
    }

    private TargetJson json(StoredTarget stored, long now, PolicyResource.@Nullable ExplanationJson why) {
        SlaTarget target = stored.target();
        Segment segment = target.segment();
        SourceNames.Known source = sources.all().get(stored.contact().sourceId());
        return new TargetJson(
                source == null ? null : source.name(),
                stored.contact().contactId(),
                target.key().kind().wireName(),
                target.key().cycle(),
                target.key().ordinal(),
                target.policyId(),
                target.version(),
                target.channel().wireName(),
                target.queueId(),
                segment == null ? null : segment.wireName(),
                state(target, now),
                Answers.at(target.startedAt()),
                Answers.maybe(target.warnAt()),
                Answers.maybe(target.deadline()),
                target.provisional(),
                Answers.maybe(TargetStore.stoppedAt(target.state())),
                lateness(target, now),
                why);
    }

    private static String state(SlaTarget target, long now) {
        if (target.isBreachedAt(now)) return "breached";
        if (!(target.state() instanceof SlaTarget.State.Open)) return TargetStore.name(target.state());
        return target.deadline() == SlaTarget.NEVER ? "paused" : "running";
    }

    private static @Nullable Double lateness(SlaTarget target, long now) {
        if (!target.isBreachedAt(now)) return null;
        long until = target.state() instanceof SlaTarget.State.Open ? now : TargetStore.stoppedAt(target.state());
        return (until - target.deadline()) / 1000.0;
    }
}
