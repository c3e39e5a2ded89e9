/**
 * {@code POST /api/events}: the HTTP binding of CloudEvents 1.0, in three modes. Read
 * {@link io.qingting.ingest.web.EventResource} first.
 */
@NullMarked
package io.qingting.ingest.web;

import org.jspecify.annotations.NullMarked;
