package io.qingting.alert.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an alert is in its life: firing → acknowledged → resolved, or taken back where what caused it turned out not to
 * have happened. A closed one may fire again. A transition is a method that exists only where it is legal.
 */
public sealed interface AlertState {
    /** Wire and column names. */
    String FIRING = "firing";

    String ACKNOWLEDGED = "acknowledged";
    String RESOLVED = "resolved";
    String TAKEN_BACK = "takenBack";

    /** As on the wire and in the database. */
    String wireName();

    /** Somebody has to do something about it. */
    sealed interface Open extends AlertState permits Firing, Acknowledged {
        /** @param by who ended it; null: it ended by itself */
        default Resolved resolve(Instant at, @Nullable String by) {
            return new Resolved(at, by);
        }

        /** What caused it did not happen after all. */
        default TakenBack takeBack(Instant at) {
            return new TakenBack(at);
        }
    }

    /** Over, unless it fires again. */
    sealed interface Closed extends AlertState permits Resolved, TakenBack {
        default Firing reopen(Instant at) {
            return new Firing(at);
        }
    }

    /** Nobody has said yet that they see to it. */
    record Firing(Instant at) implements Open {
        @Override
        public String wireName() {
            return FIRING;
        }

        public Acknowledged acknowledge(Instant when, String by) {
            return new Acknowledged(when, by);
        }
    }

    /** Somebody sees to it: it is neither repeated nor escalated. */
    record Acknowledged(Instant at, String by) implements Open {
        @Override
        public String wireName() {
            return ACKNOWLEDGED;
        }

        /** It grew worse: what was acknowledged was less. */
        public Firing worsen(Instant when) {
            return new Firing(when);
        }
    }

    /** @param by null: by itself */
    record Resolved(Instant at, @Nullable String by) implements Closed {
        @Override
        public String wireName() {
            return RESOLVED;
        }
    }

    record TakenBack(Instant at) implements Closed {
        @Override
        public String wireName() {
            return TAKEN_BACK;
        }
    }
}
