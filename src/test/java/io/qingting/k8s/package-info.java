/** The manifests of {@code k8s/} held against the API's schemas. Read {@link io.qingting.k8s.ManifestsTest} first. */
@NullMarked
package io.qingting.k8s;

import org.jspecify.annotations.NullMarked;
