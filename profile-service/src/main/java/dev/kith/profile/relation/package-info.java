/// How users stand to each other: levels, subscription and block, by hand and by phone book.
@NullMarked
package dev.kith.profile.relation;

import org.jspecify.annotations.NullMarked;
