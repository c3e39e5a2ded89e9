/** What is told to everybody for a while, and for whom it is. Read {@link io.qingting.announcement.domain.Announcement} first. */
@NullMarked
package io.qingting.announcement.domain;

import org.jspecify.annotations.NullMarked;
