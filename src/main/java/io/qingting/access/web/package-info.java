/**
 * The credential of every request, and administration of keys and displays over REST. Read
 * {@link io.qingting.access.web.TokenMechanism} first.
 */
@NullMarked
package io.qingting.access.web;

import org.jspecify.annotations.NullMarked;
