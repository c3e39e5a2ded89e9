/**
 * Facts as history keeps them: which rows a change of contacts takes out and puts in. Never reads or writes the rows. Read
 * {@link io.qingting.history.domain.FactBatch} first.
 */
@NullMarked
package io.qingting.history.domain;

import org.jspecify.annotations.NullMarked;
