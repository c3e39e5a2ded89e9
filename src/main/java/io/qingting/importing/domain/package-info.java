/**
 * The language in which a mapping says how to read a foreign call or chat log, and the pure step from a row to canonical
 * events. Never reads files and never sends. Read {@link io.qingting.importing.domain.LogMapping} first.
 */
@NullMarked
package io.qingting.importing.domain;

import org.jspecify.annotations.NullMarked;
