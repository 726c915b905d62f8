/// Small classes that break one rule of the house each, so that a test can see every rule red.
package dev.kith.broken;
