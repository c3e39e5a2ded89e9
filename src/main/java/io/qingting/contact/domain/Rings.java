package io.qingting.contact.domain;

import io.qingting.event.domain.Event;
import java.util.List;

/** The agents whose phones ring. A miss without a ring reported before it stands for both. */
final class Rings {
    private List<String> ringing = List.of();

    void rang(ContactState contact, Event event, SpanSink sink) {
        if (event.agentId() != null) ringing = Entries.plus(ringing, event.agentId());
        sink.add(contact.instant(
                SpanKind.RINGING, event, sink.shared(event.agentId()), sink.shared(event.teamId()), 0, 0, null));
    }

    void missed(ContactState contact, Event event, SpanSink sink) {
        boolean rang = event.agentId() != null && ringing.contains(event.agentId());
        if (rang)
            ringing = ringing.stream().filter(a -> !a.equals(event.agentId())).toList();
        String agentId = sink.shared(event.agentId());
        String teamId = sink.shared(event.teamId());
        sink.add(contact.instant(SpanKind.MISSED, event, agentId, teamId, 0, rang ? 0 : 1, null));
    }
}
