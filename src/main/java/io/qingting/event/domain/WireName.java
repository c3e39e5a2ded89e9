package io.qingting.event.domain;

/** A constant with a name of its own in JSON and SQL. */
public interface WireName {
    String wireName();
}
