/// `bench sockets`: many devices that are connected and say nothing.
@NullMarked
package dev.kith.bench.sockets;

import org.jspecify.annotations.NullMarked;
