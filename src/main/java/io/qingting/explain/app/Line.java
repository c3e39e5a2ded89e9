package io.qingting.explain.app;

import io.qingting.board.domain.CountedContact;
import io.qingting.contact.domain.LiveView;
import io.qingting.contact.domain.LiveView.LegView;
import io.qingting.contact.domain.Span;
import io.qingting.contact.domain.SpanKind;
import io.qingting.event.domain.Channel;
import io.qingting.explain.domain.Judged;
import io.qingting.history.domain.FactPlace;
import io.qingting.kernel.ContactKey;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A contribution behind a figure.
 *
 * @param place in the order of the list
 * @param startedAt epoch milliseconds
 * @param endedAt null: it runs, or is an instant
 */
public record Line(
        FactPlace place,
        Channel channel,
        @Nullable String queueId,
        @Nullable String agentId,
        long startedAt,
        @Nullable Long endedAt,
        Judged judged) {

    static final Comparator<Line> ORDER = Comparator.comparing(Line::place);

    public ContactKey contact() {
        return place.contact();
    }

    static Line of(ContactKey contact, Span span, Judged judged) {
        boolean lasts = !span.isOpen() && span.endedAt() != span.startedAt();
        return new Line(
                FactPlace.of(judged.at(), contact, span),
                span.channel(),
                span.queueId(),
                span.agentId(),
                span.startedAt(),
                lasts ? span.endedAt() : null,
                judged);
    }

    static Line of(CountedContact contact, Judged judged) {
        LiveView view = contact.view();
        LegView leg = view.legs().isEmpty() ? null : view.legs().getFirst();
        return new Line(
                new FactPlace(judged.at(), contact.contact(), 0, SpanKind.CONTACT, 0),
                view.channel(),
                view.waiting() || leg == null ? view.entryQueueId() : leg.queueId(),
                leg == null ? null : leg.agentId(),
                judged.at(),
                null,
                judged);
    }
}
