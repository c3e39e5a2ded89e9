package io.qingting.scenario.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import io.qingting.contact.domain.Anomaly;
import io.qingting.contact.domain.ContactFold;
import io.qingting.event.app.EventCodec;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.Event;
import io.qingting.ingest.domain.Admission;
import io.qingting.ingest.domain.Decoded;
import io.qingting.ingest.domain.EventDecoder;
import io.qingting.ingest.domain.JsonTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFoldTest {
    private static final EventDecoder DECODER = new EventDecoder(key -> "hash of " + key);
    private static final Admission ADMISSION = new Admission(1, "/connectors/demo", false, Long.MAX_VALUE, 0);

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void ingestTakesEveryEventOfAScenarioAndTheFoldFindsNothingStrange(Scenario scenario) throws IOException {
        Map<String, List<Event>> contacts = new LinkedHashMap<>();
        for (CanonicalEvent event : scenario.events()) {
            Event decoded = decoded(event);
            if (decoded.contactId() != null)
                contacts.computeIfAbsent(decoded.contactId(), k -> new ArrayList<>())
                        .add(decoded);
        }

        List<Anomaly> anomalies = new ArrayList<>();
        contacts.values()
                .forEach(events -> anomalies.addAll(ContactFold.fold(events).anomalies()));

        assertThat(contacts).hasSizeGreaterThan(50);
        assertThat(anomalies).isEmpty();
    }

    /** As ingest reads it: nothing refused, nothing ignored. */
    @SuppressWarnings("unchecked")
    private static Event decoded(CanonicalEvent event) throws IOException {
        try (JsonParser json = JsonTree.JSON.createParser(event.json())) {
            json.nextToken();
            Map<String, Object> envelope = (Map<String, Object>)
                    Objects.requireNonNull(JsonTree.read(json, "").value());
            Decoded decoded = DECODER.decode(envelope, envelope.get("data"), ADMISSION);
            assertThat(decoded).as("%s", event.json()).isInstanceOf(Decoded.Valid.class);
            Decoded.Valid valid = (Decoded.Valid) decoded;
            assertThat(valid.ignored()).isEmpty();
            return EventCodec.decode(valid.event());
        }
    }
}
