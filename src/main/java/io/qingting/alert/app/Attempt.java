package io.qingting.alert.app;

import io.qingting.alert.channel.ChannelSettings;
import io.qingting.alert.domain.ChannelRow;
import io.qingting.alert.domain.Message;
import java.util.UUID;

/**
 * A message that this instance alone may send now.
 *
 * @param lease under which it may, until it ends by itself
 */
record Attempt(ChannelRow channel, ChannelSettings settings, UUID lease, Message message) {}
