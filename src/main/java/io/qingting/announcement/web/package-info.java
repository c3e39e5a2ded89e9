/** Announcements over REST. */
@NullMarked
package io.qingting.announcement.web;

import org.jspecify.annotations.NullMarked;
