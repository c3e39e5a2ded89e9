package io.qingting.contact.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType.Subject;
import io.qingting.fixture.Floor;
import io.qingting.fixture.FloorDay;
import io.qingting.fixture.MemoryLog;
import io.qingting.kernel.ContactKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Contacts applied event by event, in any order, end as folded from scratch: what history stores is right at any position. */
class ContactFoldsTest {
    private static final long FROM = Floor.time("09:00:00");

    private record Key(SpanKind kind, int cycle, int ordinal) {}

    @Property(tries = 1000)
    void changesAddUpToTheFoldFromScratch(@ForAll long seed) {
        Random random = new Random(seed);
        List<Event> events = new ArrayList<>(FloorDay.of(seed, FROM, FROM + 3_600_000, 6, true));
        Collections.shuffle(events, random);
        events.removeIf(e -> e.type().subject() != Subject.CONTACT);
        MemoryLog log = new MemoryLog();
        ContactFolds folds = new ContactFolds(random.nextInt(4));
        Map<ContactKey, Set<Span>> rows = new HashMap<>();
        Map<ContactKey, Set<Anomaly>> anomalies = new HashMap<>();
        for (int i = 0; i < events.size(); ) {
            int end = Math.min(events.size(), i + 1 + random.nextInt(10));
            List<Event> batch = log.append(events.subList(i, end));
            i = end;
            var history = log.history(folds.needsHistory(batch), batch.get(0).position());
            for (ContactChange change : folds.apply(batch, history)) {
                Set<Span> own = rows.computeIfAbsent(change.key(), k -> new HashSet<>());
                for (Span span : change.removed()) assertThat(own.remove(span)).isTrue();
                for (Span span : change.added()) assertThat(own.add(span)).isTrue();
                Set<Anomaly> listed = anomalies.computeIfAbsent(change.key(), k -> new HashSet<>());
                listed.removeAll(change.resolved());
                listed.addAll(change.anomalies());
            }
        }
        rows.forEach((contact, spans) -> {
            List<Event> all = log.history(Set.of(contact), Long.MAX_VALUE).getOrDefault(contact, List.of());
            Folded folded = ContactFold.fold(all);
            assertThat(spans).isEqualTo(new HashSet<>(folded.spans()));
            assertThat(anomalies.get(contact)).isEqualTo(new HashSet<>(folded.anomalies()));
            Set<Key> keys = new HashSet<>();
            for (Span span : spans)
                assertThat(keys.add(new Key(span.kind(), span.cycle(), span.ordinal())))
                        .isTrue();
        });
    }
}
