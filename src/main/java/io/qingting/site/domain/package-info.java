/**
 * The floor as it is configured: names, zone, business day, targets. Read {@link io.qingting.site.domain.Site} first.
 */
@NullMarked
package io.qingting.site.domain;

import org.jspecify.annotations.NullMarked;
