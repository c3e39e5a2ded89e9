package io.qingting.board.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.board.app.LiveBoard;
import io.qingting.board.domain.OpenContact;
import io.qingting.board.web.ContactJson.AgentNameJson;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.qingting.sla.app.SlaTargets;
import io.qingting.sla.domain.OpenTargetQuery;
import io.qingting.sla.domain.SlaTarget;
import io.qingting.sla.domain.StoredTarget;
import io.qingting.sla.domain.TargetKind;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Promises to customers that run out next, or have run out and are still open, in all queues, by their deadline. */
@Path("/api/board/at-risk")
@RolesAllowed({"admin", "supervisor", "quality"})
@Produces(MediaType.APPLICATION_JSON)
class AtRiskResource {
    private static final int LARGEST_PAGE = 500;
    private static final Pattern CURSOR = Pattern.compile("(-?\\d{1,18})-(\\d{1,18})");

    private final LiveBoard live;
    private final SlaTargets targets;
    private final ContactWriter writer;
    private final BusinessClock clock;
    private final SecurityIdentity identity;

    AtRiskResource(
            LiveBoard live, SlaTargets targets, ContactWriter writer, BusinessClock clock, SecurityIdentity identity) {
        this.live = live;
        this.targets = targets;
        this.writer = writer;
        this.clock = clock;
        this.identity = identity;
    }

    /**
     * A screen counts down to {@code deadlineAt} by itself.
     *
     * @param queueId null: of no queue
     * @param segment null: unknown
     * @param state warned, breached or running, as of the answer's {@code at}
     * @param warnAt null: it does not warn
     * @param agents who has the contact now, of those that the caller may see
     */
    record AtRiskJson(
            @Nullable String source,
            String contactId,
            String target,
            String channel,
            @Nullable String queueId,
            @Nullable String segment,
            String state,
            Instant startedAt,
            @Nullable Instant warnAt,
            Instant deadlineAt,
            List<AgentNameJson> agents) {}

    /** @param next pass it as {@code after} for the following page; null: this is the last */
    record AtRiskListJson(
            Instant at, List<AtRiskJson> targets, @Nullable String next) {}

    private enum Standing {
        WARNED,
        BREACHED,
        RUNNING;

        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @GET
    @Operation(
            summary = "Open promises by their deadline, the soonest first",
            description =
                    "state: warned, breached, running, parted by commas (warned,breached). queue, channel, segment, target:"
                            + " one of each (any). limit: 100, at most 500. after: next of the page before. Promises that are paused are"
                            + " not among them; agents whom the caller may not see are left out of a contact.")
    public Uni<AtRiskListJson> atRisk(
            @QueryParam("state") @DefaultValue("warned,breached") String states,
            @QueryParam("queue") @Nullable String queue,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("segment") @Nullable String segment,
            @QueryParam("target") @Nullable String target,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @DefaultValue("100") int limit) {
        long now = clock.nowMillis();
        int most = Math.clamp(limit, 1, LARGEST_PAGE);
        Set<Standing> wanted = Asked.words(states, Standing.class, Standing::wireName, "/state");
        long[] begin = begin(after);
        OpenTargetQuery query = new OpenTargetQuery(
                now,
                wanted.contains(Standing.BREACHED),
                wanted.contains(Standing.WARNED),
                wanted.contains(Standing.RUNNING),
                queue,
                one(channel, Channel.values(), Channel::wireName, "/channel"),
                one(segment, Segment.values(), Segment::wireName, "/segment"),
                one(target, TargetKind.values(), TargetKind::wireName, "/target"),
                begin[0],
                begin[1]);
        Sight sight = Identities.grant(identity).map(Grant::sight).orElse(Sight.NOBODY);
        return targets.open(query, most + 1).chain(found -> json(found, most, now, sight));
    }

    private static <T> @Nullable T one(@Nullable String text, T[] all, Function<T, String> name, String pointer) {
        if (text == null || text.isEmpty()) return null;
        for (T value : all) if (name.apply(value).equals(text)) return value;
        throw Asked.invalid(
                pointer, "Use one of " + Arrays.stream(all).map(name).collect(Collectors.joining(", ")) + ".");
    }

    /** Deadline and number of the last target of the page before. */
    private static long[] begin(@Nullable String after) {
        if (after == null) return new long[] {OpenTargetQuery.FROM_THE_FIRST, 0};
        Matcher cursor = CURSOR.matcher(after);
        if (!cursor.matches()) throw Asked.invalid("/after", "Use next as the list gave it.");
        return new long[] {Long.parseLong(cursor.group(1)), Long.parseLong(cursor.group(2))};
    }

    private Uni<AtRiskListJson> json(List<StoredTarget> found, int most, long now, Sight sight) {
        List<StoredTarget> page = found.subList(0, Math.min(most, found.size()));
        Set<ContactKey> keys = page.stream().map(StoredTarget::contact).collect(Collectors.toSet());
        return Uni.createFrom()
                .<Holders>emitter(answer -> live.execute(board -> {
                    List<OpenContact> contacts = board.contacts(keys);
                    answer.complete(new Holders(
                            contacts.stream().collect(Collectors.toMap(OpenContact::contact, OpenContact::agentIds)),
                            ContactWriter.Teams.of(board, contacts)));
                }))
                // The board's thread is for the board.
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(holders -> new AtRiskListJson(
                        Instant.ofEpochMilli(now),
                        page.stream().map(t -> line(t, now, sight, holders)).toList(),
                        found.size() > most ? cursor(page.getLast()) : null));
    }

    /** Who has the contacts now. */
    private record Holders(Map<ContactKey, List<String>> agents, ContactWriter.Teams teams) {}

    private static String cursor(StoredTarget last) {
        return last.target().deadline() + "-" + last.targetId();
    }

    private AtRiskJson line(StoredTarget stored, long now, Sight sight, Holders holders) {
        SlaTarget target = stored.target();
        Segment segment = target.segment();
        return new AtRiskJson(
                writer.source(stored.contact()),
                stored.contact().contactId(),
                target.key().kind().wireName(),
                target.channel().wireName(),
                target.queueId(),
                segment == null ? null : segment.wireName(),
                ContactWriter.state(target, now),
                Instant.ofEpochMilli(target.startedAt()),
                ContactWriter.maybe(target.warnAt()),
                Instant.ofEpochMilli(target.deadline()),
                writer.agents(holders.agents().getOrDefault(stored.contact(), List.of()), sight, holders.teams()));
    }
}
