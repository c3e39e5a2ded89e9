/**
 * How many contacts are to be expected in each half hour of a day, and how many agents answer them in time. Read
 * {@link io.qingting.staffing.domain.Plan} first; {@link io.qingting.staffing.domain.Erlang} is the arithmetic.
 */
@NullMarked
package io.qingting.staffing.domain;

import org.jspecify.annotations.NullMarked;
