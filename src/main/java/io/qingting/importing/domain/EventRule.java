package io.qingting.importing.domain;

import io.qingting.event.domain.EventType;
import java.util.List;
import java.util.Map;

/**
 * Which event a row gives, when, and with what.
 *
 * @param at name of the instant at which it happened
 * @param when rows that give it
 * @param fields data fields by canonical name, those of the mapping's {@code fields} included
 * @param identity columns that tell two events apart whose contact, type, instant, queue, agent and message are the same
 */
public record EventRule(
        EventType type, String at, Condition when, Map<Field, ValueRule> fields, List<String> identity) {
    public EventRule {
        identity = List.copyOf(identity);
    }
}
