package io.qingting.agent.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.agent.app.OwnWork;
import io.qingting.agent.domain.Due;
import io.qingting.agent.domain.OwnDay;
import io.qingting.agent.domain.RatingGroups;
import io.qingting.agent.domain.ServedContact;
import io.qingting.agent.store.OwnFacts;
import io.qingting.board.domain.AgentFigures.Contact;
import io.qingting.board.domain.TeamMedians;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.Mean;
import io.qingting.kernel.Problem;
import io.qingting.kernel.ProblemException;
import io.qingting.kernel.Ratio;
import io.qingting.site.app.SiteConfiguration;
import io.qingting.site.domain.Site;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** What an agent's own page reads beside the topic agent:{id}. Nobody is asked for but the caller. */
@Path("/api/me/work")
@RolesAllowed("agent")
@Produces(MediaType.APPLICATION_JSON)
class OwnWorkResource {
    private static final int LARGEST_PAGE = 100;
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");
    private static final Pattern PLACE = Pattern.compile("(\\d{1,15})\\.(\\d{1,9})\\.(.{1,200})");

    private final OwnWork work;
    private final SiteConfiguration site;
    private final BusinessClock clock;
    private final SecurityIdentity identity;

    OwnWorkResource(OwnWork work, SiteConfiguration site, BusinessClock clock, SecurityIdentity identity) {
        this.work = work;
        this.site = site;
        this.clock = clock;
        this.identity = identity;
    }

    /**
     * A contact in hand.
     *
     * @param waitingSinceAt since when the customer waits for a reply; null: does not
     * @param dueAt by when to answer; null: the customer does not wait, or nothing says until when
     * @param warnAt when that becomes pressing
     * @param dueBy promise: to the customer; score: the limit of the figure that counts in the own score
     */
    record InHandJson(
            int sourceId,
            String contactId,
            String channel,
            String queueId,
            String queue,
            String sinceAt,
            @Nullable String waitingSinceAt,
            boolean awaitsFirstReply,
            @Nullable String dueAt,
            @Nullable String warnAt,
            @Nullable String dueBy) {}

    /** @param at the floor's clock */
    record InHandListJson(String at, List<InHandJson> contacts) {}

    @GET
    @Path("/contacts")
    @Operation(
            summary = "The own contacts in hand, with deadlines",
            description = "The longest in hand first, at most 100.")
    public Uni<InHandListJson> contacts() {
        return work.inHand(agentId())
                .map(found -> new InHandListJson(
                        clock.now().toString(), found.stream().map(this::json).toList()));
    }

    private InHandJson json(OwnWork.InHand inHand) {
        Contact contact = inHand.contact();
        Due due = inHand.due().orElse(null);
        return new InHandJson(
                contact.sourceId(),
                contact.contactId(),
                contact.channel(),
                contact.queueId(),
                queue(contact.queueId()),
                contact.sinceAt().toString(),
                text(contact.waitingReplySinceAt()),
                contact.awaitsFirstReply(),
                due == null ? null : due.at().toString(),
                due == null ? null : text(due.warnAt()),
                due == null ? null : due.isPromise() ? "promise" : "score");
    }

    /** @param value null: fewer than five people have data */
    record MedianJson(@Nullable Double value, int people) {
        static MedianJson of(TeamMedians.Median median) {
            return new MedianJson(median.value(), median.people());
        }
    }

    /**
     * The team's middle today and of the scores of 30 days, and the site's targets.
     *
     * @param teamId null: in no team
     * @param members of the team, the agent included
     * @param withinTarget share of first responses that should come within their limit
     */
    record ComparisonJson(
            @Nullable String teamId,
            @Nullable String team,
            int members,
            MedianJson answered,
            MedianJson firstResponseWithin,
            MedianJson firstResponseSeconds,
            MedianJson responseWithin,
            MedianJson handleSeconds,
            MedianJson repliesPerLeg,
            MedianJson monthScore,
            int firstResponseLimitSeconds,
            int responseLimitSeconds,
            double withinTarget,
            @Nullable Double csatTarget) {}

    @GET
    @Path("/comparison")
    @Operation(summary = "Medians of the own team, and targets")
    public Uni<ComparisonJson> comparison() {
        return work.medians(agentId()).map(this::json);
    }

    private ComparisonJson json(TeamMedians medians) {
        Site present = site.current();
        String teamId = medians.teamId();
        Site.Team team = teamId == null ? null : present.teams().get(teamId);
        return new ComparisonJson(
                teamId,
                team == null ? teamId : team.name(),
                medians.members(),
                MedianJson.of(medians.answered()),
                MedianJson.of(medians.firstResponseWithin()),
                MedianJson.of(medians.firstResponseSeconds()),
                MedianJson.of(medians.responseWithin()),
                MedianJson.of(medians.handleSeconds()),
                MedianJson.of(medians.repliesPerLeg()),
                MedianJson.of(medians.monthScore()),
                present.targets().firstResponseSeconds(),
                present.targets().responseSeconds(),
                present.targets().serviceLevel().target(),
                present.targets().csat().target());
    }

    /** Rates are as the score counts them: up to the last whole hour, without contacts that are out of it. */
    record OwnDayJson(
            String day,
            long answered,
            Ratio firstResponseWithin,
            Ratio responseWithin,
            Mean handleSeconds,
            Mean repliesPerLeg) {
        static OwnDayJson of(OwnDay day) {
            return new OwnDayJson(
                    day.date().toString(),
                    day.answered(),
                    day.firstResponseWithin(),
                    day.responseWithin(),
                    day.handleSeconds(),
                    day.replies());
        }
    }

    /**
     * @param days without those on which nothing happened
     * @param reopenRate of closes that are old enough to be judged
     */
    record MonthJson(String fromDay, String toDay, List<OwnDayJson> days, Ratio reopenRate) {}

    @GET
    @Path("/month")
    @Operation(summary = "The own last 30 business days")
    public Uni<MonthJson> month() {
        return work.month(agentId())
                .map(month -> new MonthJson(
                        month.from().toString(),
                        month.to().toString(),
                        month.days().stream().map(OwnDayJson::of).toList(),
                        month.reopened()));
    }

    /** @param toDay the last day, inclusive */
    record RatingGroupJson(String fromDay, String toDay, Mean csat, Ratio csatRate) {}

    /**
     * @param waiting ratings of this month that wait until five are together
     * @param leftOut of last month, fewer than five at its end
     */
    record RatingsJson(List<RatingGroupJson> groups, long waiting, long leftOut) {}

    @GET
    @Path("/ratings")
    @Operation(
            summary = "The own ratings in groups of five and more",
            description = "Of this month and the last one, today's not included; whole days are put together.")
    public Uni<RatingsJson> ratings() {
        return work.ratings(agentId()).map(OwnWorkResource::json);
    }

    private static RatingsJson json(RatingGroups found) {
        return new RatingsJson(
                found.groups().stream()
                        .map(group -> new RatingGroupJson(
                                group.from().toString(),
                                group.to().toString(),
                                group.csat(),
                                new Ratio(group.good(), group.csat().count())))
                        .toList(),
                found.waiting(),
                found.leftOut());
    }

    /** @param isExcluded out of the own score */
    record ServedJson(
            int sourceId,
            String contactId,
            String channel,
            @Nullable String queueId,
            @Nullable String queue,
            String startedAt,
            String endedAt,
            long replies,
            boolean firstResponseLate,
            boolean responseLate,
            boolean isExcluded) {}

    /** @param next pass it as {@code before} for the following page; null: this is the last */
    record ServedListJson(
            List<ServedJson> contacts, @Nullable String next) {}

    @GET
    @Path("/served")
    @Operation(
            summary = "Contacts that the agent served in the last 30 days, the latest first",
            description = "What one may appeal against. before: a cursor; limit (20, at most 100).")
    public Uni<ServedListJson> served(
            @QueryParam("before") @Nullable String before, @QueryParam("limit") @DefaultValue("20") int limit) {
        int page = Math.clamp(limit, 1, LARGEST_PAGE);
        return work.served(agentId(), place(before), page)
                .map(found -> new ServedListJson(
                        found.stream().map(this::json).toList(), found.size() < page ? null : cursor(found.getLast())));
    }

    private ServedJson json(ServedContact served) {
        return new ServedJson(
                served.contact().sourceId(),
                served.contact().contactId(),
                served.channel(),
                served.queueId(),
                served.queueId() == null ? null : queue(served.queueId()),
                served.startedAt().toString(),
                served.at().toString(),
                served.replies(),
                served.firstResponseLate(),
                served.responseLate(),
                served.isExcluded());
    }

    private static String cursor(ServedContact last) {
        return last.at().toEpochMilli() + "." + last.contact().sourceId() + "."
                + last.contact().contactId();
    }

    private static OwnFacts.Place place(@Nullable String before) {
        if (before == null || before.isEmpty()) return new OwnFacts.Place(END, 0, "");
        Matcher parts = PLACE.matcher(before);
        if (!parts.matches())
            throw new ProblemException(
                    Problem.of(400, "invalid-value", "A value is not allowed", "Use next of the page before.")
                            .at("/before"));
        return new OwnFacts.Place(
                Instant.ofEpochMilli(Long.parseLong(parts.group(1))), Integer.parseInt(parts.group(2)), parts.group(3));
    }

    private String queue(String queueId) {
        Site.Queue queue = site.current().queues().get(queueId);
        return queue == null ? queueId : queue.name();
    }

    private static @Nullable String text(@Nullable Instant at) {
        return at == null ? null : at.toString();
    }

    private String agentId() {
        Grant.LoggedIn person = (Grant.LoggedIn) Identities.grant(identity).orElseThrow();
        return Objects.requireNonNull(person.agentId(), "an agent without the id of one");
    }
}
