package io.qingting.report.store;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.HashMap;
import java.util.Map;

/** In which team each agent is, as the agent's own events said last. */
public final class TeamStore {
    private TeamStore() {}

    /** Teams by agent id; an agent whose events named none is absent. */
    public static Uni<Map<String, String>> teams(SqlClient client, long now) {
        return client.preparedQuery("""
                        with recursive ids as (
                            (select agent_id from presence_fact order by agent_id limit 1)
                            union all
                            select (select p.agent_id from presence_fact as p
                                    where p.agent_id > ids.agent_id order by p.agent_id limit 1)
                            from ids where ids.agent_id is not null
                        )
                        select ids.agent_id, last.team_id
                        from ids cross join lateral (
                            select p.team_id from presence_fact as p
                            where p.agent_id = ids.agent_id and p.team_id is not null and p.at <= $1
                            order by p.since desc limit 1) as last
                        """).execute(Tuple.of(ReportStore.utc(now))).map(rows -> {
            Map<String, String> teams = new HashMap<>();
            for (Row row : rows) teams.put(row.getString(0), row.getString(1));
            return teams;
        });
    }
}
