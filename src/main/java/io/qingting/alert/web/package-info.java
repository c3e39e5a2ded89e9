/** Alerts, channels and routes over REST, and the page behind a message's link. Read {@link io.qingting.alert.web.AlertResource} first. */
@NullMarked
package io.qingting.alert.web;

import org.jspecify.annotations.NullMarked;
