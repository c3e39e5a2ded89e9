package io.qingting.sla.app;

import static io.qingting.fixture.NewEvents.newId;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.contact.domain.ContactFold;
import io.qingting.event.app.EventCodec;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.NewEvent;
import io.qingting.fixture.FloorDay;
import io.qingting.fixture.PostgresResource;
import io.qingting.kernel.ContactKey;
import io.qingting.sla.domain.Targets;
import io.qingting.sla.store.TargetStore;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The set of events decides on the targets that are kept, not how they came. */
@QuarkusTest
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
class SlaTargetsIT extends ClockLine {
    @Test
    void anyOrderAnyRepetitionAndAnyBatchesGiveTheTargetsOfARecomputation() {
        for (int seed = 0; seed < 4; seed++) {
            if (seed == 2) promise(pausingResolution(Duration.ofMinutes(1), 0));
            source = get(log.sourceId("/connectors/" + newId()));
            List<NewEvent> events = FloorDay.of(seed, at("09:00:00"), at("12:00:00"), 40, true).stream()
                    .filter(e -> e.contactId() != null)
                    .map(this::ofSource)
                    .toList();
            Random random = new Random(seed);
            List<NewEvent> arriving = new ArrayList<>(events);
            for (int i = 0; i < 30; i++) arriving.add(events.get(random.nextInt(events.size())));
            Collections.shuffle(arriving, random);
            for (int from = 0; from < arriving.size(); ) {
                int to = Math.min(arriving.size(), from + 1 + random.nextInt(60));
                get(log.append(arriving.subList(from, to)));
                from = to;
                if (random.nextInt(4) == 0) folded();
                if (random.nextInt(4) == 0) sweep("10:00:00");
            }
            folded();

            assertThat(storedTargets())
                    .as("seed " + seed)
                    .isEqualTo(recomputed(events))
                    .hasSizeGreaterThan(20);
        }
    }

    private NewEvent ofSource(Event event) {
        NewEvent e = EventCodec.encode(event, false);
        return new NewEvent(
                source, e.id(), e.type(), e.at(), e.sequence(), e.contactId(), e.customerKey(), false, e.data());
    }

    private Set<String> storedTargets() {
        Set<ContactKey> contacts = new HashSet<>();
        get(pool.preparedQuery("select distinct contact_id from sla_target where source_id = $1")
                        .execute(Tuple.of(source)))
                .forEach(row -> contacts.add(new ContactKey(source, row.getString(0))));
        Set<String> lines = new TreeSet<>();
        get(TargetStore.ofContacts(pool, contacts))
                .forEach((id, stored) -> lines.add(id.contact() + " " + stored.target()));
        return lines;
    }

    private Set<String> recomputed(List<NewEvent> events) {
        Targets targets = new Targets(get(books.now()));
        Map<ContactKey, List<Event>> byContact =
                events.stream().map(EventCodec::decode).collect(Collectors.groupingBy(Event::contact));
        Set<String> lines = new TreeSet<>();
        byContact.forEach((contact, all) ->
                targets.of(ContactFold.fold(all).spans()).forEach(target -> lines.add(contact + " " + target)));
        return lines;
    }
}
