package io.qingting.site.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.Targets;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads and writes the site's configuration as a whole. Called on a Vert.x context. */
@ApplicationScoped
public class SiteRows implements PanacheRepositoryBase<SiteRow, Short> {
    private final ObjectMapper json;

    SiteRows(ObjectMapper json) {
        this.json = json;
    }

    /** The present version's number; empty where no site was saved yet. */
    @WithSession
    public Uni<Optional<Long>> version() {
        return findById(SiteRow.ONLY).map(row -> Optional.ofNullable(row).map(r -> r.version));
    }

    /** The whole configuration; empty where no site was saved yet. */
    @WithSession
    public Uni<Optional<Site>> load() {
        return getSession()
                .chain(session -> session.find(SiteRow.class, SiteRow.ONLY)
                        .chain(row -> row == null ? Uni.createFrom().item(Optional.empty()) : load(session, row)));
    }

    private Uni<Optional<Site>> load(Mutiny.Session session, SiteRow row) {
        return all(session, QueueRow.class)
                .chain(queues -> all(session, TeamRow.class)
                        .chain(teams -> all(session, AgentRow.class)
                                .map(agents -> Optional.of(site(row, queues, teams, agents)))));
    }

    private static <T> Uni<List<T>> all(Mutiny.Session session, Class<T> type) {
        return session.createSelectionQuery("from " + type.getSimpleName(), type)
                .getResultList();
    }

    private Site site(SiteRow row, List<QueueRow> queues, List<TeamRow> teams, List<AgentRow> agents) {
        return new Site(
                row.version,
                row.name,
                ZoneId.of(row.zone),
                row.dayStartHour,
                row.opensAt == null ? null : new Site.Hours(row.opensAt, row.closesAt),
                read(row.targets, new TypeReference<Targets>() {}),
                read(row.shifts, new TypeReference<List<Site.Shift>>() {}),
                byId(queues, q -> q.queueId, q -> new Site.Queue(q.queueId, q.name)),
                byId(teams, t -> t.teamId, t -> new Site.Team(t.teamId, t.name)),
                byId(agents, a -> a.agentId, a -> new Site.Agent(a.agentId, a.displayName, a.teamId)));
    }

    private static <R, T> Map<String, T> byId(List<R> rows, Function<R, String> id, Function<R, T> value) {
        return rows.stream().collect(Collectors.toMap(id, value));
    }

    /** Saves the configuration; rows that it does not name stay as they are. */
    @WithTransaction
    public Uni<Void> save(Site site) {
        SiteRow row = new SiteRow();
        row.id = SiteRow.ONLY;
        row.version = site.version();
        row.name = site.name();
        row.zone = site.zone().getId();
        row.dayStartHour = (short) site.dayStartHour();
        Site.Hours hours = site.hours();
        row.opensAt = hours == null ? null : hours.from();
        row.closesAt = hours == null ? null : hours.to();
        row.targets = write(site.targets());
        row.shifts = write(site.shifts());
        return getSession()
                .chain(session -> session.merge(row)
                        .chain(() -> mergeAll(session, site.teams().values(), SiteRows::row))
                        .chain(() -> mergeAll(session, site.queues().values(), SiteRows::row))
                        .chain(() -> mergeAll(session, site.agents().values(), SiteRows::row)))
                .replaceWithVoid();
    }

    private static <T> Uni<Void> mergeAll(Mutiny.Session session, Iterable<T> values, Function<T, Object> row) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (T value : values)
            done = done.chain(() -> session.merge(row.apply(value))).replaceWithVoid();
        return done;
    }

    private static Object row(Site.Team team) {
        TeamRow row = new TeamRow();
        row.teamId = team.teamId();
        row.name = team.name();
        return row;
    }

    private static Object row(Site.Queue queue) {
        QueueRow row = new QueueRow();
        row.queueId = queue.queueId();
        row.name = queue.name();
        return row;
    }

    private static Object row(Site.Agent agent) {
        AgentRow row = new AgentRow();
        row.agentId = agent.agentId();
        row.displayName = agent.displayName();
        row.teamId = agent.teamId();
        return row;
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the site's configuration holds no valid JSON: " + text, e);
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value, e);
        }
    }
}
