package io.qingting.site.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.site.domain.QueueTargets;
import io.qingting.site.domain.ShownAs;
import io.qingting.site.domain.Site;
import io.qingting.site.domain.SiteSettings;
import io.qingting.site.domain.Targets;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/** Reads the site's configuration as a whole; {@link SiteWrites} changes it. Called on a Vert.x context. */
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
                byId(queues, q -> q.queueId, this::queue),
                byId(teams, t -> t.teamId, t -> new Site.Team(t.teamId, t.name, t.nameEn)),
                byId(agents, a -> a.agentId, SiteRows::agent),
                read(row.settings, new TypeReference<SiteSettings>() {}));
    }

    private Site.Queue queue(QueueRow row) {
        return new Site.Queue(
                row.queueId,
                row.name,
                row.nameEn,
                row.channel,
                row.teamId,
                row.targets == null ? null : read(row.targets, new TypeReference<QueueTargets>() {}));
    }

    private static Site.Agent agent(AgentRow row) {
        return new Site.Agent(
                row.agentId,
                row.displayName,
                row.teamId,
                row.shownAs == null ? null : ShownAs.ofWireName(row.shownAs).orElse(null),
                row.pseudonym);
    }

    private static <R, T> Map<String, T> byId(List<R> rows, Function<R, String> id, Function<R, T> value) {
        return rows.stream().collect(Collectors.toMap(id, value));
    }

    private <T> T read(String text, TypeReference<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the site's configuration holds no valid JSON: " + text, e);
        }
    }
}
