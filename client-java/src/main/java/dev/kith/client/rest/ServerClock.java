package dev.kith.client.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The server's time, as far as it is known: this device's may be wrong by hours, and tokens expire by the server's. */
public final class ServerClock {
    private final Clock own;
    private volatile Duration ahead = Duration.ZERO;
    private boolean wasTold;

    public ServerClock(Clock own) {
        this.own = own;
    }

    public Instant now() {
        return own.instant().plus(ahead);
    }

    /** The server has just said what time it is. */
    public synchronized void isNow(Instant serverTime) {
        ahead = Duration.between(own.instant(), serverTime);
        wasTold = true;
    }

    /** How far it is ahead of this device's. */
    public Duration ahead() {
        return ahead;
    }

    /** It was so far ahead the last time; counts until the server says what time it is. */
    public synchronized void wasAhead(Duration lastTime) {
        if (!wasTold) {
            ahead = lastTime;
        }
    }

    /** The server has just made this token. */
    public void madeNow(String token) {
        var issuedAt = TokenClaims.of(token).issuedAt();
        if (issuedAt != null) {
            isNow(issuedAt);
        }
    }
}
