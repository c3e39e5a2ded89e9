package io.qingting.sla.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Segment;
import io.qingting.kernel.BusinessClock;
import io.qingting.sla.app.SlaBooks;
import io.qingting.sla.app.SlaBooks.Change;
import io.qingting.sla.domain.SlaPolicy;
import io.qingting.sla.domain.SlaPolicy.Start;
import io.qingting.sla.domain.SlaRules;
import io.qingting.sla.domain.SlaRules.Content;
import io.qingting.sla.domain.TargetKind;
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

    record VersionJson(long version, String effectiveFromAt, int policies, int calendars) {}

    /** @param policyId the policy in force; null: none, so there is no clock */
    record ExplanationJson(
            long version, @Nullable String policyId, String calendarId, List<CandidateJson> candidates) {}

    record CandidateJson(String policyId, String name, boolean chosen, String why) {
        static CandidateJson of(SlaRules.Candidate candidate) {
            return new CandidateJson(
                    candidate.policy().policyId(), candidate.policy().name(), candidate.chosen(), candidate.reason());
        }
    }

    @GET
    @Operation(summary = "The policies in force")
    public Uni<PoliciesJson> list() {
        return books.now().map(book -> json(book.latest()));
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
    @Operation(summary = "The newest versions of policies and calendars, oldest first")
    public Uni<VersionsJson> versions() {
        return books.versions()
                .map(all -> new VersionsJson(all.stream()
                        .map(v -> new VersionJson(
                                v.version(),
                                Answers.at(v.effectiveFrom()),
                                v.content().policies().size(),
                                v.content().calendars().size()))
                        .toList()));
    }

    @PUT
    @Path("/{id}")
    @Operation(summary = "Makes or changes a policy; it acts on clocks that start from now on")
    public Uni<PoliciesJson> put(@PathParam("id") String id, @Nullable PolicyJson body) {
        SlaPolicy policy = read(id, Answers.body(body));
        return books.change(actor(), rules -> {
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
    @Operation(summary = "Takes a policy away; clocks that run go on by it")
    public Uni<PoliciesJson> delete(@PathParam("id") String id) {
        return books.change(actor(), rules -> {
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
