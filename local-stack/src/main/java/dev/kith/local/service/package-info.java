/// The Quarkus services, each in a process of its own.
@NullMarked
package dev.kith.local.service;

import org.jspecify.annotations.NullMarked;
