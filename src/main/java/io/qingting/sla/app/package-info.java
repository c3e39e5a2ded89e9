/**
 * The clock line: targets written with a contact's facts, and the sweep that warns and breaches. Read {@link
 * io.qingting.sla.app.SlaTargets} first, then {@link io.qingting.sla.app.SlaWatch}.
 */
@NullMarked
package io.qingting.sla.app;

import org.jspecify.annotations.NullMarked;
