/** Policies, calendars and targets over HTTP. Read {@link io.qingting.sla.web.PolicyResource} first. */
@NullMarked
package io.qingting.sla.web;

import org.jspecify.annotations.NullMarked;
