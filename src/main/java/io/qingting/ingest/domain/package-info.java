/**
 * What an event must be to enter the log: the canonical fields, their types and limits, and the words of a refusal. Never
 * touches HTTP or the database. Read {@link io.qingting.ingest.domain.EventDecoder} first.
 */
@NullMarked
package io.qingting.ingest.domain;

import org.jspecify.annotations.NullMarked;
