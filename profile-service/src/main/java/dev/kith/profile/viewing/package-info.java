/// What one viewer sees of others: the one query behind all answers about other people.
@NullMarked
package dev.kith.profile.viewing;

import org.jspecify.annotations.NullMarked;
