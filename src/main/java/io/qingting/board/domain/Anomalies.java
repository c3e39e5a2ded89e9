package io.qingting.board.domain;

import io.qingting.contact.domain.Anomaly;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest events that could not be used, up to a limit; the eldest leave first. */
final class Anomalies {
    private record Identity(int sourceId, String eventId) {}

    private final Map<Identity, Anomaly> latest = new LinkedHashMap<>();
    private final int limit;

    Anomalies(int limit) {
        this.limit = limit;
    }

    void add(Anomaly anomaly) {
        latest.put(new Identity(anomaly.sourceId(), anomaly.eventId()), anomaly);
        if (latest.size() <= limit) return;
        Iterator<Anomaly> eldest = latest.values().iterator();
        eldest.next();
        eldest.remove();
    }

    void remove(Anomaly anomaly) {
        latest.remove(new Identity(anomaly.sourceId(), anomaly.eventId()), anomaly);
    }

    List<Anomaly> all() {
        return List.copyOf(latest.values());
    }
}
