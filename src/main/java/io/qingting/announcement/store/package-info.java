/** Announcements as rows. */
@NullMarked
package io.qingting.announcement.store;

import org.jspecify.annotations.NullMarked;
