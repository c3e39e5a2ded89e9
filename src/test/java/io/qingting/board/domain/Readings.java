package io.qingting.board.domain;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Everything a board shows, for comparing two boards. */
final class Readings {
    private Readings() {}

    static Map<String, @Nullable Object> of(Board board) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        for (Window window : Window.values()) {
            SiteFigures site = board.site(window);
            all.put("site " + window, site.site());
            all.put("day " + window, site.businessDay());
            all.put("channels " + window, site.channels());
            all.put("teams " + window, site.teams());
            all.put("queues " + window, site.queues());
        }
        for (String queue : new TreeSet<>(board.queueIds())) all.put("queue " + queue, board.queue(queue));
        for (String team : new TreeSet<>(board.teamIds())) all.put("team " + team, board.team(team));
        for (AgentLine agent : board.agents()) {
            all.put("line " + agent.agentId(), agent);
            all.put("agent " + agent.agentId(), board.agent(agent.agentId()));
        }
        all.put("unconfirmed", board.unconfirmed());
        all.put(
                "anomalies",
                new TreeSet<>(board.anomalies().stream().map(Object::toString).toList()));
        return all;
    }

    /** What differs, one line a figure; empty where nothing does. */
    static String difference(Map<String, @Nullable Object> a, Map<String, @Nullable Object> b) {
        StringBuilder text = new StringBuilder();
        TreeMap<String, @Nullable Object> keys = new TreeMap<>(a);
        keys.putAll(b);
        for (String key : keys.keySet()) {
            if (Objects.equals(a.get(key), b.get(key))) continue;
            text.append(key)
                    .append("\n  ")
                    .append(a.get(key))
                    .append("\n  ")
                    .append(b.get(key))
                    .append('\n');
        }
        return text.toString();
    }
}
