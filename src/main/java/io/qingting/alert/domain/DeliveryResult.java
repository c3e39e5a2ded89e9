package io.qingting.alert.domain;

import java.time.Duration;

/** How a channel answered, judged by the body of its answer. Reasons are for people and hold neither address nor secret. */
public sealed interface DeliveryResult {
    /** It was accepted. */
    record Ok() implements DeliveryResult {}

    /**
     * Not now: busy, unreachable, silent.
     *
     * @param maybeDelivered true where it may have arrived all the same, so that a repetition must be marked
     */
    record Retry(String reason, boolean maybeDelivered) implements DeliveryResult {}

    /** Too many messages: none may follow for a while, then they are merged. */
    record Throttled(String reason, Duration hold) implements DeliveryResult {}

    /** It will not work until somebody mends the channel's settings. */
    record ConfigurationFault(String reason) implements DeliveryResult {}

    /**
     * This message is not taken, others may be.
     *
     * @param tryPlain true where a short plain form may be taken
     */
    record Rejected(String reason, boolean tryPlain) implements DeliveryResult {}
}
