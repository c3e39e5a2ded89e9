package io.qingting.ingest.domain;

import io.qingting.event.domain.EventType;
import io.qingting.event.domain.NewEvent;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns the attributes and data of one CloudEvent into an event for the log, or into the reason why not. Total: any
 * content gives an answer. What is kept is written anew, canonically; nothing of the sender's text is passed on.
 */
public final class EventDecoder {
    private final UnaryOperator<String> customerKeys;

    /** @param customerKeys from the source's customer id to the keyed hash that is stored in its place */
    public EventDecoder(UnaryOperator<String> customerKeys) {
        this.customerKeys = customerKeys;
    }

    /**
     * Checks one event.
     *
     * @param attributes the context attributes by name
     * @param data the value of {@code data}; null where there is none
     */
    public Decoded decode(Map<String, Object> attributes, @Nullable Object data, Admission admission) {
        try {
            return check(attributes, data, admission);
        } catch (RefusedException e) {
            return new Decoded.Refused(readableId(attributes), e.refusal());
        }
    }

    private Decoded check(Map<String, Object> attributes, @Nullable Object data, Admission admission) {
        checkVersion(attributes);
        String id = Values.id(attribute(attributes, "id"), "/id");
        checkSource(attributes, admission);
        EventType type = type(attributes);
        long at = time(attributes, admission);
        Object sequence = attributes.get("sequence");
        Map<String, Object> fields = data == null ? Map.of() : Values.object(data, "/data");
        TypeRules.check(type, fields);
        Ignored ignored = new Ignored();
        StringBuilder canonical = new StringBuilder(256);
        DataRules.DATA.writeFields(fields, "/data", ignored, canonical);
        NewEvent event = new NewEvent(
                admission.sourceId(),
                id,
                type,
                at,
                sequence == null ? null : Values.text(sequence, "/sequence", DataRule.SHORT_TEXT),
                contactId(type, fields),
                customerKey(fields),
                admission.imported(),
                canonical.toString());
        return new Decoded.Valid(event, ignored.pointers());
    }

    private static Object attribute(Map<String, Object> attributes, String name) {
        Object value = attributes.get(name);
        if (value != null) return value;
        throw new RefusedException("missing", "The attribute \"" + name + "\" is missing.", "/" + name);
    }

    private static void checkVersion(Map<String, Object> attributes) {
        if (!"1.0".equals(attribute(attributes, "specversion"))) {
            throw new RefusedException(
                    "invalid-value",
                    "Only version 1.0 of CloudEvents is understood, as the text \"1.0\".",
                    "/specversion");
        }
        Object contentType = attributes.get("datacontenttype");
        if (contentType != null && !MediaTypes.isJson(Values.text(contentType, "/datacontenttype", 200))) {
            throw new RefusedException(
                    "invalid-value", "The data must be JSON: datacontenttype application/json.", "/datacontenttype");
        }
    }

    private static void checkSource(Map<String, Object> attributes, Admission admission) {
        String source = Values.text(attribute(attributes, "source"), "/source", 300);
        if (!source.equals(admission.source())) {
            throw new RefusedException(
                    "foreign-source",
                    "The key belongs to " + admission.source() + " and may send nothing for \"" + Texts.shown(source)
                            + "\".",
                    "/source");
        }
    }

    private static EventType type(Map<String, Object> attributes) {
        String name = Values.text(attribute(attributes, "type"), "/type", DataRule.SHORT_TEXT);
        return EventType.ofWireName(name)
                .orElseThrow(() -> new RefusedException(
                        "unknown-type",
                        "The type \"" + Texts.shown(name)
                                + "\" is not known. Use a canonical type, such as contact.offered.",
                        "/type"));
    }

    private static long time(Map<String, Object> attributes, Admission admission) {
        long at = Values.instant(attribute(attributes, "time"), "/time");
        if (at > admission.latestAt()) {
            throw new RefusedException(
                    "in-the-future",
                    "The event is in the future. Set the source's clock right, then send it again.",
                    "/time");
        }
        if (at < admission.oldestAt()) {
            throw new RefusedException(
                    "too-late",
                    "The period of the event is closed. Send it as an import: header Qingting-Import: true, with a key that"
                            + " may import.",
                    "/time");
        }
        return at;
    }

    private static @Nullable String contactId(EventType type, Map<String, Object> fields) {
        Object contactId = fields.get("contactId");
        if (contactId == null || contactId.equals("")) return null;
        String checked = Values.id(contactId, "/data/contactId");
        return type.subject() == EventType.Subject.CONTACT ? checked : null;
    }

    private @Nullable String customerKey(Map<String, Object> fields) {
        Object customer = fields.get("customer");
        if (customer == null) return null;
        Object key = Values.object(customer, "/data/customer").get("key");
        if (key == null || key.equals("")) return null;
        return customerKeys.apply(Values.text(key, "/data/customer/key", DataRule.SHORT_TEXT));
    }

    private static @Nullable String readableId(Map<String, Object> attributes) {
        return attributes.get("id") instanceof String id ? Texts.shown(id) : null;
    }
}
