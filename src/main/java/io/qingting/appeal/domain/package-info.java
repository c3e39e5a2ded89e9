/** An agent's appeal against a contact in the own score. Read {@link io.qingting.appeal.domain.Appeal} first. */
@NullMarked
package io.qingting.appeal.domain;

import org.jspecify.annotations.NullMarked;
