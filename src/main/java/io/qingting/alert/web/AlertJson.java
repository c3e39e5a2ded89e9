package io.qingting.alert.web;

import io.qingting.alert.domain.Alert;
import io.qingting.alert.domain.Subject;
import io.qingting.event.app.SourceNames;
import io.qingting.kernel.ContactKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert on the wire. Instants are ISO-8601 UTC.
 *
 * @param kind targetWarned, targetBreached, figureOff, sourceSilent, foldLagging, channelBroken or helpWanted
 * @param severity info, warning or critical
 * @param state firing, acknowledged, resolved or takenBack
 * @param name the target, rule, source or channel that it is about
 * @param category of complaints, where the figure is of one; null: it is not
 * @param period first and last business day of a figure of whole periods, such as 2026-08-03/2026-08-09; null: of none
 * @param sourceId number of the contact's source; null: no single contact, or not for this audience
 * @param contactId null: see {@code sourceId}
 * @param contactSource name of the contact's source, such as /connectors/desk; null: see {@code sourceId}, or not known yet
 * @param agentId null: no single agent, or not for this audience
 * @param sinceAt since when it is so; of a breach: its deadline
 * @param acknowledgedBy null: nobody, or not for this audience
 */
record AlertJson(
        String alertId,
        String kind,
        String severity,
        String state,
        String name,
        @Nullable String metric,
        @Nullable Double value,
        @Nullable Double threshold,
        @Nullable Long sample,
        @Nullable String category,
        @Nullable String period,
        @Nullable String queueId,
        @Nullable String source,
        @Nullable Integer sourceId,
        @Nullable String contactId,
        @Nullable String contactSource,
        @Nullable String agentId,
        boolean vip,
        boolean complaint,
        String sinceAt,
        @Nullable String dueAt,
        double lateSeconds,
        String raisedAt,
        @Nullable String endedAt,
        @Nullable String toldAt,
        @Nullable String acknowledgedAt,
        @Nullable String acknowledgedBy,
        @Nullable String assignee,
        int reopened) {

    /**
     * @param people whether contacts and those who act on alerts may be shown
     * @param agent whether the agent that it is about may be shown
     * @param sources their names by number
     */
    static AlertJson of(Alert alert, boolean people, boolean agent, Map<Integer, SourceNames.Known> sources) {
        Subject subject = alert.subject();
        ContactKey contact = people ? subject.contact() : null;
        SourceNames.Known source = contact == null ? null : sources.get(contact.sourceId());
        return new AlertJson(
                Long.toString(alert.alertId()),
                alert.kind().wireName(),
                alert.severity().wireName(),
                alert.state().wireName(),
                alert.name(),
                alert.metric(),
                alert.value(),
                alert.threshold(),
                alert.sample(),
                alert.category(),
                alert.period(),
                subject.queueId(),
                subject.source(),
                contact == null ? null : contact.sourceId(),
                contact == null ? null : contact.contactId(),
                source == null ? null : source.name(),
                agent ? subject.agentId() : null,
                subject.vip(),
                subject.complaint(),
                alert.since().toString(),
                Inputs.text(alert.due()),
                alert.lateSeconds(),
                alert.raisedAt().toString(),
                Inputs.text(alert.endedAt()),
                Inputs.text(alert.toldAt()),
                Inputs.text(alert.acknowledgedAt()),
                people ? alert.acknowledgedBy() : null,
                people ? alert.assignee() : null,
                alert.reopened());
    }
}
