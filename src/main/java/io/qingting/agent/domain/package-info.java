/** What an agent sees of the own work. Read {@link io.qingting.agent.domain.RatingGroups} first. */
@NullMarked
package io.qingting.agent.domain;

import org.jspecify.annotations.NullMarked;
