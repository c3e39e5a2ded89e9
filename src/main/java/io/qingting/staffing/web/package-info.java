/** Plans of a day over HTTP, as JSON and as CSV. */
@NullMarked
package io.qingting.staffing.web;

import org.jspecify.annotations.NullMarked;
