/// The one door: routes by path prefix to the services, with the limits, time-outs and CORS that a cluster's gateway
/// has.
@NullMarked
package dev.kith.local.gateway;

import org.jspecify.annotations.NullMarked;
