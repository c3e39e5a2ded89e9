/** An agent's own work over REST. */
@NullMarked
package io.qingting.agent.web;

import org.jspecify.annotations.NullMarked;
