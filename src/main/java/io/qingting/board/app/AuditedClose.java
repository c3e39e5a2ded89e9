package io.qingting.board.app;

import io.qingting.access.app.Audit;
import io.qingting.board.domain.UnconfirmedContact;
import io.qingting.event.app.EventHistory;
import io.qingting.event.app.EventLog;
import io.qingting.event.domain.AppendOutcome;
import io.qingting.event.domain.Event;
import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import io.qingting.kernel.BusinessClock;
import io.qingting.kernel.ContactKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/**
 * Closes a contact whose source fell silent, on a person's word. The close is an event like any other, in one transaction
 * with the audit entry: figures follow from the log, and the log says who decided. Repeating it changes nothing.
 */
@ApplicationScoped
public class AuditedClose {
    private final Pool pool;
    private final EventLog log;
    private final EventHistory history;
    private final Audit audit;
    private final BusinessClock clock;

    AuditedClose(Pool pool, EventLog log, EventHistory history, Audit audit, BusinessClock clock) {
        this.pool = pool;
        this.log = log;
        this.history = history;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param note why, in the person's words; kept in the audit trail only */
    public Uni<Void> close(UnconfirmedContact contact, String actor, String note) {
        return log.head()
                .chain(head -> history.of(List.of(contact.contact()), head.position()))
                .chain(found -> append(contact, cycle(found, contact.contact()), actor, note))
                .invoke(log::wakeReaders);
    }

    private static int cycle(Map<ContactKey, List<Event>> found, ContactKey key) {
        return found.getOrDefault(key, List.of()).stream()
                .mapToInt(Event::cycle)
                .max()
                .orElse(0);
    }

    private Uni<Void> append(UnconfirmedContact contact, int cycle, String actor, String note) {
        NewEvent close = closeOf(contact, cycle, actor);
        return pool.withTransaction(transaction -> audit.record(
                        transaction,
                        actor,
                        "contact.closed",
                        "contact:" + contact.contact().sourceId() + ":"
                                + contact.contact().contactId(),
                        Map.of("lastEventAt", contact.lastEventAt().toString()),
                        Map.of("reason", "inactivity", "note", note))
                .chain(() -> log.append(transaction, List.of(close)))
                .invoke(AuditedClose::refuseRepeat)
                .replaceWithVoid());
    }

    /** Named after the contact's last event: two people who close it at once close it once. */
    private NewEvent closeOf(UnconfirmedContact contact, int cycle, String actor) {
        ContactKey key = contact.contact();
        JsonObject data = new JsonObject()
                .put("channel", contact.channel().wireName())
                .put("actor", new JsonObject().put("type", "human").put("id", actor))
                .put("reason", "inactivity");
        if (cycle != 0) data.put("cycle", cycle);
        return new NewEvent(
                key.sourceId(),
                "audited-close:" + key.contactId() + ":" + contact.lastEventAt().toEpochMilli(),
                EventType.CONTACT_CLOSED,
                clock.nowMillis(),
                null,
                key.contactId(),
                null,
                false,
                data.encode());
    }

    private static void refuseRepeat(List<AppendOutcome> outcomes) {
        if (!(outcomes.getFirst() instanceof AppendOutcome.Accepted)) {
            throw new AlreadyClosedException();
        }
    }

    /** Somebody else closed it in the same moment; the transaction rolls back, and with it this person's audit entry. */
    public static final class AlreadyClosedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        AlreadyClosedException() {
            super("the contact was closed already", null, false, false);
        }
    }
}
