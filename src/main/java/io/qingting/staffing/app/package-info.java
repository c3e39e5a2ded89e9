/** Plans of a day as of now. */
@NullMarked
package io.qingting.staffing.app;

import org.jspecify.annotations.NullMarked;
