@org.jspecify.annotations.NullMarked
package dev.kith.kit.address;
