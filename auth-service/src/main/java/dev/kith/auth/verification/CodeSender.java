package dev.kith.auth.verification;

import io.smallrye.mutiny.Uni;

/// Brings one-time codes to the people who hold the numbers: by text message, by voice, by whatever the operator has.
///
/// One more way to send is one more implementation, named in [CodeSenders].
public interface CodeSender {
    /// Hands the code over; done when the carrier took it. A failure is told to the caller as `unavailable`. Never logs
    /// code or number.
    Uni<Void> send(OneTimeCode code);
}
