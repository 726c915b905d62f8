/// The whole, seen from outside: through the gateway only, as apps, backends and attackers meet it.
package dev.kith.system;
