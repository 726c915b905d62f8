/// The rules of the house that a machine can check; every service runs them over its own classes.
package dev.kith.kit.rules;
