package io.qingting.sla.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.contact.domain.ContactFold;
import io.qingting.contact.domain.Outcome;
import io.qingting.contact.domain.Span;
import io.qingting.event.app.EventCodec;
import io.qingting.event.domain.Event;
import io.qingting.fixture.BankJanuary;
import io.qingting.sla.domain.SlaTarget.State;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A real call centre through the target "answer within 30 s" on a calendar that is always open. */
class BankTargetsTest {
    @Test
    void aMonthOfABanksCallsMeetsAndBreaksItsPromiseAsCountedByHand() throws IOException {
        SlaBook book = Rules.rules(Calendars.alwaysOpen(ZoneId.of("Asia/Jerusalem")))
                .business("answer", TargetKind.ANSWER, Duration.ofSeconds(30))
                .book();
        Map<String, List<Event>> byContact = BankJanuary.events(1).stream()
                .map(EventCodec::decode)
                .collect(Collectors.groupingBy(event -> event.contact().contactId()));

        Map<String, Integer> counts = new TreeMap<>();
        for (List<Event> events : byContact.values())
            count(counts, book, ContactFold.fold(events).spans());

        assertThat(counts)
                .isEqualTo(Map.of(
                        "met ANSWERED", 17_987,
                        "breached ANSWERED", 9_073,
                        "breached ABANDONED", 1_741,
                        "cancelled ABANDONED", 1_360));
        assertThat(counts.values().stream().mapToInt(n -> n).sum()).isEqualTo(30_161);
    }

    private static void count(Map<String, Integer> counts, SlaBook book, List<Span> spans) {
        Map<Integer, Outcome> outcomes = new TreeMap<>();
        spans.stream()
                .filter(span ->
                        Targets.keyOf(span) != null && span.kind().name().equals("ENTRY"))
                .forEach(span -> outcomes.put(span.ordinal(), span.outcome()));
        for (SlaTarget target : new Targets(book).of(spans)) {
            String state = switch (target.state()) {
                case State.Open open -> "open";
                case State.Met met -> "met";
                case State.Breached breached -> "breached";
                case State.Cancelled cancelled -> "cancelled";
            };
            counts.merge(state + " " + outcomes.get(target.key().ordinal()), 1, Integer::sum);
        }
    }
}
