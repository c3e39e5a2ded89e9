package io.qingting.contact.domain;

import static io.qingting.fixture.EventBuilder.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a complaint is about, as its source told it last. */
class ComplaintCategoryTest {
    private static Event told(int second, EventType type, String complaint, @Nullable String category) {
        return event("e" + second, type)
                .of("c1")
                .on(Channel.FORM)
                .caseOf(complaint, category)
                .at(second * 1_000L)
                .build();
    }

    private static List<Span> complaints(List<Event> events) {
        return ContactFold.fold(events).spans().stream()
                .filter(span -> span.kind() == SpanKind.COMPLAINT)
                .toList();
    }

    @Test
    void theCategoryToldLastCountsAlsoAfterTheCloseInAnyOrderOfArrival() {
        List<Event> events = new ArrayList<>(List.of(
                told(1, EventType.COMPLAINT_OPENED, "k1", "delivery"),
                told(2, EventType.COMPLAINT_OPENED, "k2", null),
                told(3, EventType.COMPLAINT_ANSWERED, "k1", null),
                told(4, EventType.COMPLAINT_CLOSED, "k1", "billing"),
                told(5, EventType.COMPLAINT_FOLLOWED_UP, "k1", "staff")));
        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(events, new Random(seed));
            List<Span> complaints = complaints(events);
            assertThat(complaints).extracting(Span::label).containsExactlyInAnyOrder("k1", "k2");
            assertThat(complaints).extracting(Span::category).containsExactlyInAnyOrder("staff", null);
            assertThat(complaints).extracting(Span::isOpen).containsExactlyInAnyOrder(false, true);
        }
    }

    @Test
    void onlyTheComplaintItselfHasOne() {
        List<Span> spans = ContactFold.fold(List.of(told(1, EventType.COMPLAINT_OPENED, "k1", "delivery")))
                .spans();

        assertThat(spans).filteredOn(span -> span.category() != null).hasSize(1);
        assertThat(spans).extracting(Span::kind).contains(SpanKind.COMPLAINT_ANSWER, SpanKind.COMPLAINT_FOLLOW_UP);
    }
}
