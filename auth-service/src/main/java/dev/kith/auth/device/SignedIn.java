package dev.kith.auth.device;

/// What a device needs from now on.
///
/// @param expiresIn seconds that the access token lives
public record SignedIn(long uid, String device, String accessToken, String refreshToken, long expiresIn) {
    @Override
    public String toString() {
        return "uid " + uid + " on " + device; // never the tokens
    }
}
