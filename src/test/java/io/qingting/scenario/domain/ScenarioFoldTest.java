package io.qingting.scenario.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qingting.contact.domain.Anomaly;
import io.qingting.contact.domain.ContactFold;
import io.qingting.event.app.EventCodec;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFoldTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theFoldFindsNothingStrangeInAScenario(Scenario scenario) throws IOException {
        Map<String, List<Event>> contacts = new LinkedHashMap<>();
        for (CanonicalEvent event : scenario.events())
            if (event.type().subject() == EventType.Subject.CONTACT && event.subject() != null)
                contacts.computeIfAbsent(event.subject(), k -> new ArrayList<>())
                        .add(decoded(event));

        List<Anomaly> anomalies = new ArrayList<>();
        contacts.values()
                .forEach(events -> anomalies.addAll(ContactFold.fold(events).anomalies()));

        assertThat(contacts).hasSizeGreaterThan(50);
        assertThat(anomalies).isEmpty();
    }

    private static Event decoded(CanonicalEvent event) throws IOException {
        JsonNode envelope = JSON.readTree(event.json());
        return EventCodec.decode(new NewEvent(
                1,
                event.id(),
                event.type(),
                event.at(),
                envelope.path("sequence").asText(),
                event.subject(),
                envelope.at("/data/customer/key").asText(null),
                false,
                envelope.path("data").toString()));
    }
}
