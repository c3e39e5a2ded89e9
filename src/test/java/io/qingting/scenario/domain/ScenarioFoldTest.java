package io.qingting.scenario.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.contact.domain.Anomaly;
import io.qingting.contact.domain.ContactFold;
import io.qingting.event.domain.CanonicalEvent;
import io.qingting.event.domain.Event;
import io.qingting.fixture.ScenarioEvents;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFoldTest {
    static List<Scenario> scenarios() {
        return Scenario.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void ingestTakesEveryEventOfAScenarioAndTheFoldFindsNothingStrange(Scenario scenario) {
        Map<String, List<Event>> contacts = new LinkedHashMap<>();
        for (CanonicalEvent event : scenario.events()) {
            Event decoded = ScenarioEvents.decoded(event);
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
}
