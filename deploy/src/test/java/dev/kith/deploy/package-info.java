/// Holds the manifests to the Kubernetes API on one side and to the code on the other.
@NullMarked
package dev.kith.deploy;

import org.jspecify.annotations.NullMarked;
