/**
 * Ways out: chat robots, webhooks, mail. Never holds a rule about who is told what. Read {@link
 * io.qingting.alert.channel.AlertChannel} first.
 */
@NullMarked
package io.qingting.alert.channel;

import org.jspecify.annotations.NullMarked;
