package io.qingting.board.domain;

import io.qingting.event.domain.Channel;
import io.qingting.kernel.ContactKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A contact that something is going on in, as a list shows it.
 *
 * @param queueId where it waits, else where it is served first; {@link Board#NO_QUEUE}: in no queue
 * @param state what it waits for
 * @param sinceAt since when it has been so: begin of the entry, of the customer's wait, or of the first leg
 * @param agentIds who has it, in the order they took it on; agents without a name in the source are left out
 */
public record OpenContact(
        ContactKey contact,
        Channel channel,
        boolean vip,
        String queueId,
        State state,
        Instant sinceAt,
        List<String> agentIds) {

    /** What comes first in a list: who waits for an agent, then who waits for a reply, then the rest; each by age. */
    public static final Comparator<OpenContact> ORDER = Comparator.comparing(OpenContact::state)
            .thenComparing(OpenContact::sinceAt)
            .thenComparing(OpenContact::contact);

    /** Of two that hold the earlier one is told. */
    public enum State {
        /** In a queue. */
        WAITING("waiting"),
        /** In service; the customer has written and has had no human reply yet, or waits for another one. */
        AWAITING_REPLY("awaitingReply"),
        /** In service, and the customer waits for nothing. */
        IN_SERVICE("inService");

        private final String wireName;

        State(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    public OpenContact {
        agentIds = List.copyOf(agentIds);
    }

    /** Where a page begins: after this contact. */
    public record Cursor(State state, Instant sinceAt, ContactKey contact) {
        /** Whether a contact comes after it. */
        public boolean isBefore(OpenContact other) {
            int byState = state.compareTo(other.state());
            if (byState != 0) return byState < 0;
            int bySince = sinceAt.compareTo(other.sinceAt());
            return bySince != 0 ? bySince < 0 : contact.compareTo(other.contact()) < 0;
        }
    }
}
