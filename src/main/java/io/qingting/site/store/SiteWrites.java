package io.qingting.site.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.site.domain.Site;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the site's configuration: what differs, in one transaction with its new version. */
@ApplicationScoped
public class SiteWrites {
    private static final String SITE = """
            insert into site (id, version, name, zone, day_start_hour, opens_at, closes_at, targets, shifts, settings)
            values (1, $1, $2, $3, $4, $5, $6, $7, $8, $9)
            on conflict (id) do update set version = $1, name = $2, zone = $3, day_start_hour = $4, opens_at = $5,
              closes_at = $6, targets = $7, shifts = $8, settings = $9
            """;
    private static final String TEAM = """
            insert into team (team_id, name, name_en) values ($1, $2, $3)
            on conflict (team_id) do update set name = $2, name_en = $3
            """;
    private static final String QUEUE = """
            insert into queue (queue_id, name, name_en, channel, team_id, targets) values ($1, $2, $3, $4, $5, $6)
            on conflict (queue_id) do update set name = $2, name_en = $3, channel = $4, team_id = $5, targets = $6
            """;
    private static final String AGENT = """
            insert into agent (agent_id, display_name, team_id, shown_as, pseudonym) values ($1, $2, $3, $4, $5)
            on conflict (agent_id) do update set display_name = $2, team_id = $3, shown_as = $4, pseudonym = $5
            """;

    private final ObjectMapper json;

    SiteWrites(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Writes {@code after} where {@code before} is still the newest version; false: it is not, and nothing was written.
     *
     * @param before what {@code after} was made of
     */
    public Uni<Boolean> replace(SqlClient tx, Site before, Site after) {
        return tx.preparedQuery(SITE + " where site.version = $10")
                .execute(siteRow(after).addLong(before.version()))
                .chain(rows -> rows.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : writeParts(tx, before, after).replaceWith(true));
    }

    /** Writes the configuration whatever was there before; queues, teams and agents that it does not name stay as they are. */
    public Uni<Void> save(SqlClient tx, Site site) {
        Site nothing = Site.unconfigured(site.name(), site.zone());
        return tx.preparedQuery(SITE).execute(siteRow(site)).chain(() -> writeParts(tx, nothing, site));
    }

    private Tuple siteRow(Site site) {
        Site.Hours hours = site.hours();
        return Tuple.tuple()
                .addLong(site.version())
                .addString(site.name())
                .addString(site.zone().getId())
                .addInteger(site.dayStartHour())
                .addLocalTime(hours == null ? null : hours.from())
                .addLocalTime(hours == null ? null : hours.to())
                .addString(text(site.targets()))
                .addString(text(site.shifts()))
                .addString(text(site.settings()));
    }

    private Uni<Void> writeParts(SqlClient tx, Site before, Site after) {
        return batch(tx, TEAM, changed(before.teams(), after.teams()), SiteWrites::team)
                .chain(() -> batch(tx, QUEUE, changed(before.queues(), after.queues()), this::queue))
                .chain(() -> batch(tx, AGENT, changed(before.agents(), after.agents()), SiteWrites::agent))
                .chain(() -> delete(tx, "queue", before.queues(), after.queues()))
                .chain(() -> delete(tx, "agent", before.agents(), after.agents()))
                .chain(() -> delete(tx, "team", before.teams(), after.teams()));
    }

    private static <T> List<T> changed(Map<String, T> before, Map<String, T> after) {
        List<T> changed = new ArrayList<>();
        after.forEach((id, value) -> {
            if (!value.equals(before.get(id))) changed.add(value);
        });
        return changed;
    }

    private static <T> Uni<Void> batch(SqlClient tx, String sql, List<T> values, Function<T, Tuple> row) {
        if (values.isEmpty()) return Uni.createFrom().voidItem();
        return tx.preparedQuery(sql)
                .executeBatch(values.stream().map(row).toList())
                .replaceWithVoid();
    }

    private static <T> Uni<Void> delete(SqlClient tx, String table, Map<String, T> before, Map<String, T> after) {
        Set<String> gone = new HashSet<>(before.keySet());
        gone.removeAll(after.keySet());
        if (gone.isEmpty()) return Uni.createFrom().voidItem();
        return tx.preparedQuery("delete from " + table + " where " + table + "_id = any ($1)")
                .execute(Tuple.of(gone.toArray(String[]::new)))
                .replaceWithVoid();
    }

    private static Tuple team(Site.Team team) {
        return Tuple.of(team.teamId(), team.name(), team.nameEn());
    }

    private Tuple queue(Site.Queue queue) {
        return Tuple.of(
                queue.queueId(),
                queue.name(),
                queue.nameEn(),
                queue.channel(),
                queue.teamId(),
                queue.targets() == null ? null : text(queue.targets()));
    }

    private static Tuple agent(Site.Agent agent) {
        @Nullable
        String shownAs = agent.shownAs() == null ? null : agent.shownAs().wireName();
        return Tuple.of(agent.agentId(), agent.name(), agent.teamId(), shownAs, agent.pseudonym());
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value, e);
        }
    }
}
