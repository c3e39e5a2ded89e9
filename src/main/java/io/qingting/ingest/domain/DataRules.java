package io.qingting.ingest.domain;

import io.qingting.event.domain.AcceptMode;
import io.qingting.event.domain.ActorType;
import io.qingting.event.domain.Channel;
import io.qingting.event.domain.Direction;
import io.qingting.event.domain.PresenceState;
import io.qingting.event.domain.Segment;
import io.qingting.event.domain.TimeQuality;
import io.qingting.ingest.domain.DataRule.Attributes;
import io.qingting.ingest.domain.DataRule.Dropped;
import io.qingting.ingest.domain.DataRule.Flag;
import io.qingting.ingest.domain.DataRule.Instant;
import io.qingting.ingest.domain.DataRule.Nested;
import io.qingting.ingest.domain.DataRule.Number;
import io.qingting.ingest.domain.DataRule.Text;
import io.qingting.ingest.domain.DataRule.Whole;
import io.qingting.ingest.domain.DataRule.Word;
import java.util.Set;

/** The fields of {@code data} of canonical events, version 1: the table of PROTOCOLS.md, section 9, in its order. */
final class DataRules {
    private static final int SHORT = DataRule.SHORT_TEXT;
    private static final int LONG = DataRule.LONG_TEXT;

    /** Longest reported length of time: a leap year, in milliseconds. */
    private static final long LONGEST_MILLIS = 366L * 24 * 3_600_000;

    private static final double LARGEST_SCORE = 1e9;
    private static final int MOST_ATTRIBUTES = 50;

    /** contactId and the customer's key have columns of their own in the log; the decoder takes them out. */
    static final Nested DATA = Nested.of(
            "data",
            Set.of(),
            new Text("connectorId", SHORT),
            Word.of("channel", Channel.values()),
            Nested.of("customer", Set.of(), new Dropped("key"), Word.of("segment", Segment.values())),
            new Text("topic", SHORT),
            new Text("teamId", SHORT),
            Word.of("direction", Direction.values()),
            Word.of("acceptMode", AcceptMode.values()),
            new Dropped("contactId"),
            new Text("rootContactId", SHORT),
            new Text("parentContactId", SHORT),
            new Whole("cycle", 0, 1_000_000),
            new Text("queueId", SHORT),
            new Text("queueName", SHORT),
            new Text("previousQueueId", SHORT),
            new Text("agentId", SHORT),
            new Text("previousAgentId", SHORT),
            new Text("priority", SHORT),
            new Text("status", SHORT),
            Nested.of("actor", Set.of(), Word.of("type", ActorType.values()), new Text("id", SHORT)),
            Word.of("timeQuality", TimeQuality.values()),
            millis("waitMs"),
            millis("ringMs"),
            millis("holdMs"),
            millis("talkMs"),
            millis("wrapupMs"),
            new Text("reason", SHORT),
            new Text("reasonRaw", LONG),
            millis("handleMs"),
            rating(),
            Nested.of(
                    "complaint",
                    Set.of("id"),
                    new Text("id", SHORT),
                    new Text("category", SHORT),
                    new Text("severity", SHORT),
                    new Instant("dueAt")),
            Nested.of(
                    "presence",
                    Set.of("state"),
                    Word.of("state", PresenceState.values()),
                    new Text("reason", SHORT),
                    new Instant("since")),
            new Text("messageId", SHORT),
            new Flag("isPrivate"),
            new Flag("isTemplate"),
            new Flag("expectsReply"),
            new Text("stateVersion", SHORT),
            new Text("rawRef", LONG),
            new Attributes("attrs", MOST_ATTRIBUTES),
            voice("feedback"),
            voice("suggestion"),
            Nested.of(
                    "review",
                    Set.of("id", "score"),
                    new Text("id", SHORT),
                    new Text("sheet", SHORT),
                    new Number("score", 0, 100),
                    new Attributes("items", MOST_ATTRIBUTES)),
            Nested.of("measure", Set.of("id"), new Text("id", SHORT), new Text("ownerId", SHORT), new Instant("dueAt")),
            Nested.of(
                    "exclusion",
                    Set.of("agentId", "reason", "by"),
                    new Text("agentId", SHORT),
                    new Text("reason", LONG),
                    new Text("by", SHORT)),
            Nested.of(
                    "membership",
                    Set.of("queueId", "change"),
                    new Text("queueId", SHORT),
                    Word.of("change", "added", "removed")));

    private DataRules() {}

    private static Whole millis(String name) {
        return new Whole(name, 0, LONGEST_MILLIS);
    }

    /** A comment is a person's own words: not kept. */
    private static Nested rating() {
        return Nested.of(
                "rating",
                Set.of(),
                new Text("surveyId", SHORT),
                Word.of("kind", "csat", "nps", "dimension"),
                new Text("dimension", SHORT),
                new Number("score", -LARGEST_SCORE, LARGEST_SCORE),
                new Number("scaleMin", -LARGEST_SCORE, LARGEST_SCORE),
                new Number("scaleMax", -LARGEST_SCORE, LARGEST_SCORE),
                new Flag("resolved"),
                new Dropped("comment"));
    }

    private static Nested voice(String name) {
        return Nested.of(
                name,
                Set.of("id"),
                new Text("id", SHORT),
                new Text("kind", SHORT),
                new Text("category", SHORT),
                Word.of("channel", Channel.values()));
    }
}
