package dev.kith.auth.verification;

import java.time.Duration;

/// A code on its way to the holder of a number.
///
/// @param phone E.164
public record OneTimeCode(String app, String phone, String code, Duration life) {
    @Override
    public String toString() {
        return "code of " + app; // neither the number nor the code belongs in a log
    }
}
