/**
 * Reads files of foreign logs by a mapping and sends their events to the public API. Never touches the database. Read
 * {@link io.qingting.importing.app.ImportRun} first.
 */
@NullMarked
package io.qingting.importing.app;

import org.jspecify.annotations.NullMarked;
