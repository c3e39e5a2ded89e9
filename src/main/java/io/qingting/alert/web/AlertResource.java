package io.qingting.alert.web;

import io.qingting.access.app.Identities;
import io.qingting.access.domain.Grant;
import io.qingting.access.domain.Sight;
import io.qingting.alert.app.AlertDesk;
import io.qingting.alert.app.Floor;
import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.AlertFilter;
import io.qingting.alert.domain.AlertKind;
import io.qingting.alert.domain.AlertQuality;
import io.qingting.alert.domain.AlertState;
import io.qingting.alert.domain.AlertStep;
import io.qingting.alert.domain.Severity;
import io.qingting.event.app.SourceNames;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Alerts: displays read them, as much as their audience may see; administrators see to them. */
@Path("/api/alerts")
@RolesAllowed({"admin", "display", "supervisor", "quality"})
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class AlertResource {
    private static final int LONGEST_NOTE = 1_000;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_ASSIGNEES = 500;
    private static final Set<String> STATES =
            Set.of(AlertState.FIRING, AlertState.ACKNOWLEDGED, AlertState.RESOLVED, AlertState.TAKEN_BACK);

    private final AlertDesk desk;
    private final Floor floor;
    private final SourceNames sources;
    private final SecurityIdentity identity;

    AlertResource(AlertDesk desk, Floor floor, SourceNames sources, SecurityIdentity identity) {
        this.desk = desk;
        this.floor = floor;
        this.sources = sources;
        this.identity = identity;
    }

    /** @param next pass it as {@code before} for the following page; null: this is the last */
    record AlertsJson(List<AlertJson> alerts, @Nullable String next) {}

    record AlertStepJson(
            String at,
            String action,
            String actor,
            @Nullable String note) {
        static AlertStepJson of(AlertStep step, boolean people) {
            String actor = people || step.actor().equals("system") ? step.actor() : "person";
            return new AlertStepJson(step.at().toString(), step.action(), actor, people ? step.note() : null);
        }
    }

    record StoryJson(AlertJson alert, List<AlertStepJson> steps) {}

    /** @param login as an assignee is named */
    record PersonNameJson(String login, String name) {}

    record AssigneesJson(List<PersonNameJson> people) {}

    /** @param note absent: none */
    record NoteJson(@Nullable String note) {}

    /** @param assignee absent: nobody any more */
    record AssigneeJson(@Nullable String assignee) {}

    /**
     * @param acknowledgeSeconds summed over the acknowledged
     * @param byThemselves ended without anybody's doing
     */
    record QualityLineJson(
            String kind,
            String name,
            long raised,
            RatioJson acknowledged,
            MeanJson acknowledgeSeconds,
            RatioJson byThemselves,
            long takenBack,
            long open,
            long reopened) {
        static QualityLineJson of(AlertQuality line) {
            return new QualityLineJson(
                    line.kind().wireName(),
                    line.name(),
                    line.raised(),
                    new RatioJson(line.acknowledged(), line.raised()),
                    new MeanJson(line.acknowledgeSeconds(), line.acknowledged()),
                    new RatioJson(line.byThemselves(), line.raised()),
                    line.takenBack(),
                    line.open(),
                    line.reopened());
        }
    }

    record RatioJson(long hits, long total) {}

    record MeanJson(double sum, long count) {}

    record QualityJson(List<QualityLineJson> lines) {}

    /**
     * Alerts, newest first.
     *
     * @param states parted by commas; absent: all
     */
    @GET
    public Uni<AlertsJson> list(
            @QueryParam("state") @Nullable String states,
            @QueryParam("severity") @Nullable String severity,
            @QueryParam("kind") @Nullable String kind,
            @QueryParam("queue") @Nullable String queue,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("before") @Nullable String before,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        AlertFilter filter = new AlertFilter(
                states(states),
                severity(severity),
                kind(kind),
                Inputs.text(queue, 200, "/queue"),
                Inputs.instant(from, "/from"),
                Inputs.instant(to, "/to"),
                null);
        int page = Inputs.limit(limit);
        long older = Inputs.before(before);
        // What is not shown is not read either: a page that lacked it, or a cursor that named it, would tell of it.
        return shown().chain(shown -> desk.list(filter.ofAgents(shown.agentIds()), older, page)
                .map(found -> new AlertsJson(
                        found.stream()
                                .map(alert -> shown.json(alert, sources.all()))
                                .toList(),
                        found.size() < page
                                ? null
                                : Long.toString(found.getLast().alertId()))));
    }

    private static List<String> states(@Nullable String text) {
        if (text == null || text.isEmpty()) return List.of();
        List<String> found = List.of(text.split(",", 5));
        if (!STATES.containsAll(found))
            throw Inputs.invalid(
                    "States are firing, acknowledged, resolved and takenBack, parted by commas.", "/state");
        return found;
    }

    static @Nullable Severity severity(@Nullable String text) {
        if (text == null || text.isEmpty()) return null;
        return Severity.ofWireName(text)
                .orElseThrow(() -> Inputs.invalid("A severity is info, warning or critical.", "/severity"));
    }

    static @Nullable AlertKind kind(@Nullable String text) {
        if (text == null || text.isEmpty()) return null;
        return AlertKind.ofWireName(text)
                .orElseThrow(() -> Inputs.invalid(
                        "A kind is targetWarned, targetBreached, figureOff, sourceSilent, foldLagging, channelBroken or helpWanted.",
                        "/kind"));
    }

    /**
     * What the caller is shown: an alert on another team's agent is not a supervisor's; a display of the floor shows it without
     * the agent.
     *
     * @param people whether contacts and those who act on alerts are shown
     * @param agentIds of alerts on single agents those on these; null: all
     * @param named whether it is told on whom they are
     */
    private record Shown(boolean people, @Nullable Set<String> agentIds, boolean named) {
        boolean holds(Alert alert) {
            String agentId = alert.subject().agentId();
            return agentId == null || agentIds == null || agentIds.contains(agentId);
        }

        AlertJson json(Alert alert, Map<Integer, SourceNames.Known> sources) {
            return AlertJson.of(alert, people, named && holds(alert), sources);
        }
    }

    private Uni<Shown> shown() {
        Sight sight = Identities.grant(identity).map(Grant::sight).orElse(Sight.NOBODY);
        boolean people = sight.reachesOthers();
        return switch (sight) {
            case Sight.Everybody everybody -> Uni.createFrom().item(new Shown(people, null, true));
            case Sight.Nobody nobody -> Uni.createFrom().item(new Shown(people, null, false));
            case Sight.Own own ->
                floor.agentsOf(own.teamIds()).map(agents -> new Shown(people, withOwn(agents, own.ownAgentId()), true));
        };
    }

    private static Set<String> withOwn(Set<String> agentIds, @Nullable String ownAgentId) {
        Set<String> all = new HashSet<>(agentIds);
        if (ownAgentId != null) all.add(ownAgentId);
        return all;
    }

    /** Answers as for an alert that is not there where it is not shown. */
    private Uni<Long> shown(String id) {
        long alertId = Inputs.id(id);
        return shown().chain(shown -> desk.find(alertId).map(found -> {
            if (found.filter(shown::holds).isEmpty()) throw Inputs.notFound();
            return alertId;
        }));
    }

    /** How alerts of a period went, by kind and name. */
    @GET
    @Path("/quality")
    @RolesAllowed({"admin", "supervisor", "quality"})
    public Uni<QualityJson> quality(@QueryParam("from") @Nullable String from, @QueryParam("to") @Nullable String to) {
        Instant start = Inputs.instant(from, "/from");
        Instant end = Inputs.instant(to, "/to");
        if (start == null || end == null) throw Inputs.invalid("Say from and to.", "/from");
        return desk.quality(start, end)
                .map(lines ->
                        new QualityJson(lines.stream().map(QualityLineJson::of).toList()));
    }

    /** Who may see to an alert: those who oversee the floor and may log in, by name, at most 500. */
    @GET
    @Path("/assignees")
    @RolesAllowed({"admin", "supervisor", "quality"})
    public Uni<AssigneesJson> assignees() {
        return desk.assignees(MOST_ASSIGNEES)
                .map(found -> new AssigneesJson(found.stream()
                        .map(p -> new PersonNameJson(
                                p.profile().login(), p.profile().name()))
                        .toList()));
    }

    @GET
    @Path("/{id}")
    public Uni<StoryJson> one(@PathParam("id") String id) {
        long alertId = Inputs.id(id);
        return shown().chain(shown -> desk.story(alertId, shown::holds).map(found -> {
            AlertDesk.Story story = found.orElseThrow(Inputs::notFound);
            return new StoryJson(
                    shown.json(story.alert(), sources.all()),
                    story.steps().stream()
                            .map(step -> AlertStepJson.of(step, shown.people()))
                            .toList());
        }));
    }

    @POST
    @Path("/{id}/acknowledge")
    @RolesAllowed({"admin", "supervisor", "quality"})
    public Uni<Response> acknowledge(@PathParam("id") String id, @Nullable NoteJson body) {
        String actor = actor();
        String note = note(body);
        return shown(id)
                .chain(alertId -> desk.acknowledge(alertId, actor, note))
                .map(Inputs::done);
    }

    @POST
    @Path("/{id}/resolve")
    @RolesAllowed({"admin", "supervisor", "quality"})
    public Uni<Response> resolve(@PathParam("id") String id, @Nullable NoteJson body) {
        String actor = actor();
        String note = note(body);
        return shown(id).chain(alertId -> desk.resolve(alertId, actor, note)).map(Inputs::done);
    }

    @POST
    @Path("/{id}/assign")
    @RolesAllowed({"admin", "supervisor", "quality"})
    public Uni<Response> assign(@PathParam("id") String id, @Nullable AssigneeJson body) {
        String assignee = body == null ? null : Inputs.text(body.assignee(), LONGEST_NAME, "/assignee");
        String actor = actor();
        return shown(id).chain(alertId -> desk.assign(alertId, actor, assignee)).map(Inputs::done);
    }

    @POST
    @Path("/{id}/notes")
    @RolesAllowed({"admin", "supervisor", "quality"})
    public Uni<Response> addNote(@PathParam("id") String id, @Nullable NoteJson body) {
        String note = Inputs.needed(body == null ? null : body.note(), LONGEST_NOTE, "/note");
        String actor = actor();
        return shown(id).chain(alertId -> desk.note(alertId, actor, note)).map(Inputs::done);
    }

    private static @Nullable String note(@Nullable NoteJson body) {
        return body == null ? null : Inputs.text(body.note(), LONGEST_NOTE, "/note");
    }

    private String actor() {
        return identity.getPrincipal().getName();
    }
}
