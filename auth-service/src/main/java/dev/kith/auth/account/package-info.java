/// What users do about their own account: another number, an export, the end.
@NullMarked
package dev.kith.auth.account;

import org.jspecify.annotations.NullMarked;
