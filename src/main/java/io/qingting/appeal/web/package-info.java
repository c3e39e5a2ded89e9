/** Appeals over REST. */
@NullMarked
package io.qingting.appeal.web;

import org.jspecify.annotations.NullMarked;
