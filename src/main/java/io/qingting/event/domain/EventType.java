package io.qingting.event.domain;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The types of canonical events, version 1. The order of the constants breaks ties of equal instants within a contact and
 * cycle; the ordinal is also what the log stores, so constants are only ever appended.
 */
public enum EventType {
    CONTACT_REOPENED("contact.reopened", Subject.CONTACT),
    CONTACT_OFFERED("contact.offered", Subject.CONTACT),
    CONTACT_ENQUEUED("contact.enqueued", Subject.CONTACT),
    CONTACT_ASSIGNED("contact.assigned", Subject.CONTACT),
    CONTACT_RINGING("contact.ringing", Subject.CONTACT),
    CONTACT_MISSED("contact.missed", Subject.CONTACT),
    CONTACT_ACCEPTED("contact.accepted", Subject.CONTACT),
    CONTACT_HELD("contact.held", Subject.CONTACT),
    CONTACT_RESUMED("contact.resumed", Subject.CONTACT),
    MESSAGE_CUSTOMER("message.customer", Subject.CONTACT),
    MESSAGE_AGENT("message.agent", Subject.CONTACT),
    CONTACT_TRANSFERRED("contact.transferred", Subject.CONTACT),
    CONTACT_DEQUEUED("contact.dequeued", Subject.CONTACT),
    CONTACT_ABANDONED("contact.abandoned", Subject.CONTACT),
    CONTACT_AGENT_LEFT("contact.agent.left", Subject.CONTACT),
    CONTACT_CLOSED("contact.closed", Subject.CONTACT),
    CONTACT_WRAPUP_STARTED("contact.wrapup.started", Subject.CONTACT),
    CONTACT_WRAPUP_ENDED("contact.wrapup.ended", Subject.CONTACT),
    SURVEY_INVITED("survey.invited", Subject.CONTACT),
    CONTACT_RATED("contact.rated", Subject.CONTACT),
    COMPLAINT_OPENED("complaint.opened", Subject.CONTACT),
    COMPLAINT_ANSWERED("complaint.answered", Subject.CONTACT),
    COMPLAINT_FOLLOWED_UP("complaint.followed_up", Subject.CONTACT),
    COMPLAINT_CLOSED("complaint.closed", Subject.CONTACT),
    FEEDBACK_RECEIVED("feedback.received", Subject.CONTACT),
    FEEDBACK_ANSWERED("feedback.answered", Subject.CONTACT),
    SUGGESTION_RECEIVED("suggestion.received", Subject.CONTACT),
    SUGGESTION_ANSWERED("suggestion.answered", Subject.CONTACT),
    REVIEW_SCORED("review.scored", Subject.CONTACT),
    SCORE_EXCLUDED("score.excluded", Subject.CONTACT),
    AGENT_PRESENCE_CHANGED("agent.presence.changed", Subject.AGENT),
    AGENT_MEMBERSHIP_CHANGED("agent.membership.changed", Subject.AGENT),
    MEASURE_CREATED("measure.created", Subject.MEASURE),
    MEASURE_DONE("measure.done", Subject.MEASURE),
    CONNECTOR_HEARTBEAT("connector.heartbeat", Subject.SOURCE);

    /** What an event is about, and by which id it is found. */
    public enum Subject {
        CONTACT,
        AGENT,
        MEASURE,
        SOURCE
    }

    private static final Map<String, EventType> BY_WIRE_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));

    private final String wireName;
    private final Subject subject;

    EventType(String wireName, Subject subject) {
        this.wireName = wireName;
        this.subject = subject;
    }

    /** The name in the CloudEvents attribute {@code type}. */
    public String wireName() {
        return wireName;
    }

    public Subject subject() {
        return subject;
    }

    public static Optional<EventType> ofWireName(String name) {
        return Optional.ofNullable(BY_WIRE_NAME.get(name));
    }
}
