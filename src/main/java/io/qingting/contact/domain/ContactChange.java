package io.qingting.contact.domain;

import io.qingting.kernel.ContactKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of events changed in one contact: take {@code removed} out, put {@code added} in. Both are net: no span is
 * in both.
 *
 * @param removed spans that no longer hold, equal to ones added before
 * @param anomalies events that turned out unusable
 * @param resolved anomalies that a late event made sense of
 * @param before what was going on before; {@link LiveView#IDLE} for a new contact
 * @param lastAtBefore instant of the contact's last event before, epoch milliseconds; {@link Long#MIN_VALUE}: none
 * @param lastAt the same after
 * @param customerKey keyed hash of the customer; null: unknown
 */
public record ContactChange(
        ContactKey key,
        List<Span> removed,
        List<Span> added,
        List<Anomaly> anomalies,
        List<Anomaly> resolved,
        LiveView before,
        LiveView after,
        long lastAtBefore,
        long lastAt,
        @Nullable String customerKey,
        @Nullable String topic) {}
