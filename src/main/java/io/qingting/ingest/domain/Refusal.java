package io.qingting.ingest.domain;

/**
 * Why an event was not taken.
 *
 * @param slug stable short name, such as {@code wrong-type}; what refusals are counted by
 * @param reason what was wrong and what to do, one or two sentences
 * @param pointer JSON pointer into the event; empty where the whole event is meant
 */
public record Refusal(String slug, String reason, String pointer) {}
