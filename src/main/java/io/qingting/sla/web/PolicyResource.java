package io.qingting.sla.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.kernel.BusinessClock;
import io.qingting.sla.app.SlaBooks;
import io.qingting.sla.app.SlaBooks.Change;
import io.qingting.sla.domain.SlaBook;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.SlaPolicy.Start;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.SlaRules.Content;
import io.qingting.sla.domain.TargetKind;
import io.qingting.sla.domain.VersionChange;
import io.qingting.sla.store.PolicyJson;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Policies: promises and to whom they are made. Every change is a new version, with an audit entry. */
@Path("/api/sla/policies")
@RolesAllowed("admin")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class PolicyResource {
    private final SlaBooks books;
    private final BusinessClock clock;
    private final ObjectMapper json;
    private final SecurityIdentity identity;

    PolicyResource(SlaBooks books, BusinessClock clock, ObjectMapper json, SecurityIdentity identity) {
        this.books = books;
        this.clock = clock;
        this.json = json;
        this.identity = identity;
    }

    /** @param effectiveFromAt clocks that start then or later go by this version */
    record PoliciesJson(long version, String effectiveFromAt, List<PolicyJson> policies) {}

    record VersionsJson(List<VersionJson> versions) {}

    /**
     * @param changedBy who made it; system: nobody
     * @param changes what it has otherwise than the version before it; of the oldest that is listed: none
     */
    record VersionJson(
            long version,
            String effectiveFromAt,
            int policies,
            int calendars,
            String changedBy,
            List<ChangeJson> changes) {}

    /**
     * @param what policy, calendar, or use: which calendar the site and single queues go by
     * @param id of the policy or calendar; of use the site's calendar
     * @param how made, changed or takenAway
     */
    record ChangeJson(String what, String id, String name, String how) {
        static ChangeJson of(VersionChange change) {
            return new ChangeJson(
                    change.what().wireName(),
                    change.id(),
                    change.name(),
                    change.how().wireName());
        }
    }

    /** @param policyId the policy in force; null: none, so there is no clock */
    record ExplanationJson(
            long version, @Nullable String policyId, String calendarId, List<CandidateJson> candidates) {}

    /**
     * @param verdict chosen; lessSpecific or laterById: it applies, and the chosen one comes first; notMeant
     * @param by the filters that it has, most specific first: queue, segment, channel; none: it is meant for all
     * @param misfit the filter by which it is not meant; null: it is meant
     * @param why the same as one English sentence
     */
    record CandidateJson(
            String policyId,
            String name,
            boolean chosen,
            String verdict,
            List<String> by,
            @Nullable String misfit,
            String why) {
        static CandidateJson of(SlaRules.Candidate candidate) {
            SlaRules.Filter misfit = candidate.misfit();
            return new CandidateJson(
                    candidate.policy().policyId(),
                    candidate.policy().name(),
                    candidate.chosen(),
                    candidate.verdict().wireName(),
                    candidate.by().stream().map(SlaRules.Filter::wireName).toList(),
                    misfit == null ? null : misfit.wireName(),
                    candidate.reason());
        }
    }

    @GET
    @RolesAllowed({"admin", "supervisor", "quality"})
    @Operation(
            summary = "The policies in force",
            description = "version: those of an earlier version, of the newest 200; absent: those in force.")
    public Uni<PoliciesJson> list(@QueryParam("version") @Nullable Long version) {
        return books.now().map(book -> json(version == null ? book.latest() : earlier(book, version)));
    }

    private static SlaRules earlier(SlaBook book, long version) {
        SlaRules rules = book.version(version);
        if (rules == null)
            throw Answers.notFound(
                    "There is no version " + version + ", or not any more. GET /api/sla/policies/versions lists them.");
        return rules;
    }

    private static PoliciesJson json(SlaRules rules) {
        return new PoliciesJson(
                rules.version(),
                Answers.at(rules.effectiveFrom()),
                rules.content().policies().stream()
                        .sorted(Comparator.comparing(SlaPolicy::policyId))
                        .map(PolicyJson::of)
                        .toList());
    }

    @GET
    @Path("/versions")
    @RolesAllowed({"admin", "supervisor", "quality"})
    @Operation(summary = "The newest 200 versions of policies and calendars, oldest first, and what each changed")
    public Uni<VersionsJson> versions() {
        return books.authors()
                .chain(authors -> books.versions()
                        .map(all -> new VersionsJson(IntStream.range(0, all.size())
                                .mapToObj(i -> version(i == 0 ? null : all.get(i - 1), all.get(i), authors))
                                .toList())));
    }

    private static VersionJson version(@Nullable SlaRules before, SlaRules rules, Map<Long, String> authors) {
        return new VersionJson(
                rules.version(),
                Answers.at(rules.effectiveFrom()),
                rules.content().policies().size(),
                rules.content().calendars().size(),
                authors.getOrDefault(rules.version(), "system"),
                before == null
                        ? List.of()
                        : VersionChange.between(before, rules).stream()
                                .map(ChangeJson::of)
                                .toList());
    }

    @PUT
    @Path("/{id}")
    @Operation(
            summary = "Makes or changes a policy; it acts on clocks that start from now on",
            description = "basedOn: the version that was read; where the policy was changed since, it is refused with"
                    + " 409 changed-meanwhile. Absent: the last one to change it wins.")
    public Uni<PoliciesJson> put(
            @PathParam("id") String id, @QueryParam("basedOn") @Nullable Long basedOn, @Nullable PolicyJson body) {
        SlaPolicy policy = read(id, Answers.body(body));
        return books.change(actor(), basedOn, rules -> rules.policy(id), rules -> {
                    List<SlaPolicy> policies = new ArrayList<>();
                    SlaPolicy before = null;
                    for (SlaPolicy one : rules.content().policies()) {
                        if (one.policyId().equals(id)) before = one;
                        else policies.add(one);
                    }
                    policies.add(policy);
                    return change("policy.changed", id, before, policy, with(rules.content(), policies));
                })
                .map(PolicyResource::json);
    }

    static SlaPolicy read(String id, PolicyJson given) {
        Answers.sameId(id, given.policyId(), "policyId");
        return new PolicyJson(
                        id,
                        given.name(),
                        given.target(),
                        given.queues(),
                        given.channels(),
                        given.segments(),
                        given.promise(),
                        given.warnShare(),
                        given.severity(),
                        given.pauses(),
                        given.escalation(),
                        given.calendarId())
                .policy();
    }

    private Change change(
            String action, String id, @Nullable SlaPolicy before, @Nullable SlaPolicy after, Content content) {
        return new Change(action, "policy:" + id, values(before), values(after), content);
    }

    private @Nullable Map<String, Object> values(@Nullable SlaPolicy policy) {
        if (policy == null) return null;
        return Answers.auditable(
                json.convertValue(PolicyJson.of(policy), new TypeReference<Map<String, @Nullable Object>>() {}));
    }

    private static Content with(Content content, List<SlaPolicy> policies) {
        return new Content(policies, content.calendars(), content.siteCalendarId(), content.queueCalendars());
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Takes a policy away; clocks that run go on by it", description = "basedOn: as of PUT.")
    public Uni<PoliciesJson> delete(@PathParam("id") String id, @QueryParam("basedOn") @Nullable Long basedOn) {
        return books.change(actor(), basedOn, rules -> rules.policy(id), rules -> {
                    SlaPolicy before = rules.policy(id);
                    if (before == null)
                        throw Answers.notFound("There is no policy " + id + ". GET /api/sla/policies lists them.");
                    List<SlaPolicy> left = rules.content().policies().stream()
                            .filter(p -> !p.policyId().equals(id))
                            .toList();
                    return change("policy.deleted", id, before, null, with(rules.content(), left));
                })
                .map(PolicyResource::json);
    }

    @GET
    @Path("/match")
    @RolesAllowed({"admin", "supervisor", "quality"})
    @Operation(
            summary = "Which policy a clock that starts so falls under, and why",
            description =
                    "target and channel are needed; queue and segment where known; at: an instant, now where absent.")
    public Uni<ExplanationJson> match(
            @QueryParam("target") @Nullable String target,
            @QueryParam("channel") @Nullable String channel,
            @QueryParam("queue") @Nullable String queue,
            @QueryParam("segment") @Nullable String segment,
            @QueryParam("at") @Nullable String at) {
        Start start = new Start(
                Answers.required(
                        Answers.word(target, TargetKind.values(), TargetKind::wireName, "target"),
                        "target",
                        "Name a target, such as answer."),
                Answers.required(
                        Answers.word(channel, Channel.values(), Channel::wireName, "channel"),
                        "channel",
                        "Name a channel, such as voice."),
                queue,
                Answers.word(segment, Segment.values(), Segment::wireName, "segment"));
        long instant =
                at == null ? clock.nowMillis() : Answers.instant(at, "at").toEpochMilli();
        return books.now().map(book -> explanation(book.at(instant), start));
    }

    static ExplanationJson explanation(SlaRules rules, Start start) {
        SlaPolicy chosen = rules.choose(start);
        return new ExplanationJson(
                rules.version(),
                chosen == null ? null : chosen.policyId(),
                (chosen == null ? rules.calendarOf(start.queueId()) : rules.calendarOf(chosen, start.queueId()))
                        .settings()
                        .calendarId(),
                rules.explain(start).stream().map(CandidateJson::of).toList());
    }
}
