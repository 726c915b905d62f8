/// What people and programs may write into a field.
@NullMarked
package dev.kith.auth.text;

import org.jspecify.annotations.NullMarked;
