package io.qingting.contact.domain;

import io.qingting.event.domain.Event;
import io.qingting.event.domain.Event.Case;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Complaints, feedback and suggestions of a contact. Each promise of a case is a span of its own: opened → first answer,
 * opened → first follow-up on record. A message is neither.
 */
final class Cases {
    private final List<Span> open = new ArrayList<>(2);
    /** Also those that are closed: a source may sort a complaint in, or anew, at any time. */
    private final List<Span> complaints = new ArrayList<>(1);

    private final List<String> seen = new ArrayList<>(1);

    void apply(ContactState contact, Event event, SpanSink sink) {
        String id = event.detail() instanceof Case c ? c.id() : "";
        switch (event.type()) {
            case COMPLAINT_OPENED -> {
                if (!begins("complaint " + id, event, sink)) return;
                complaints.add(begin(contact, event, SpanKind.COMPLAINT, id, sink));
                begin(contact, event, SpanKind.COMPLAINT_ANSWER, id, sink);
                begin(contact, event, SpanKind.COMPLAINT_FOLLOW_UP, id, sink);
                categorise(event, id, sink);
            }
            case COMPLAINT_ANSWERED -> {
                end("complaint ", event, SpanKind.COMPLAINT_ANSWER, id, sink);
                categorise(event, id, sink);
            }
            case COMPLAINT_FOLLOWED_UP -> {
                end("complaint ", event, SpanKind.COMPLAINT_FOLLOW_UP, id, sink);
                categorise(event, id, sink);
            }
            case COMPLAINT_CLOSED -> {
                end("complaint ", event, SpanKind.COMPLAINT, id, sink);
                categorise(event, id, sink);
            }
            case FEEDBACK_RECEIVED -> {
                if (begins("feedback " + id, event, sink)) begin(contact, event, SpanKind.FEEDBACK, id, sink);
            }
            case FEEDBACK_ANSWERED -> end("feedback ", event, SpanKind.FEEDBACK, id, sink);
            case SUGGESTION_RECEIVED -> {
                if (begins("suggestion " + id, event, sink)) begin(contact, event, SpanKind.SUGGESTION, id, sink);
            }
            case SUGGESTION_ANSWERED -> end("suggestion ", event, SpanKind.SUGGESTION, id, sink);
            default -> sink.anomaly(event, "is not about a case");
        }
    }

    private boolean begins(String name, Event event, SpanSink sink) {
        if (seen.contains(name)) {
            sink.anomaly(event, "opens a case that was opened before");
            return false;
        }
        seen.add(name);
        return true;
    }

    private Span begin(ContactState contact, Event event, SpanKind kind, String id, SpanSink sink) {
        long at = event.at();
        Span span = contact.profile()
                .past(
                        kind,
                        at,
                        Span.OPEN,
                        Outcome.OPEN,
                        contact.queueId(),
                        null,
                        null,
                        0,
                        0,
                        contact.profile().segmentFlags(),
                        id);
        open.add(span);
        sink.add(span);
        return span;
    }

    /** The category that was told last counts. */
    private void categorise(Event event, String id, SpanSink sink) {
        String told = event.detail() instanceof Case c ? c.category() : null;
        Span span = find(complaints, SpanKind.COMPLAINT, id);
        if (told == null || span == null || told.equals(span.category())) return;
        exchange(span, span.categorised(Objects.requireNonNull(sink.shared(told))), sink);
    }

    private void exchange(Span before, Span after, SpanSink sink) {
        open.replaceAll(span -> span == before ? after : span);
        complaints.replaceAll(span -> span == before ? after : span);
        sink.replace(before, after);
    }

    /** The first end counts; a later one says nothing new. */
    private void end(String family, Event event, SpanKind kind, String id, SpanSink sink) {
        if (!seen.contains(family + id)) {
            sink.anomaly(event, "is about a case that was not opened");
            return;
        }
        Span span = find(open, kind, id);
        if (span == null) return;
        open.remove(span);
        exchange(span, span.ended(event.at(), event.at(), Outcome.DONE), sink);
    }

    private static @Nullable Span find(List<Span> spans, SpanKind kind, String id) {
        for (Span span : spans) {
            if (span.kind() == kind && id.equals(span.label())) return span;
        }
        return null;
    }
}
