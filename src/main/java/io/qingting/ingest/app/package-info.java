/**
 * From decoded events to the log: admission, rates, and commits shared by concurrent requests. Never decodes. Read
 * {@link io.qingting.ingest.app.Ingest} first.
 */
@NullMarked
package io.qingting.ingest.app;

import org.jspecify.annotations.NullMarked;
