/** Sends reports by mail. Read {@link io.qingting.report.channel.ReportMailer} first. */
@NullMarked
package io.qingting.report.channel;

import org.jspecify.annotations.NullMarked;
