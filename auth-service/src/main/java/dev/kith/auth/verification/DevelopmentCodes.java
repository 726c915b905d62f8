package dev.kith.auth.verification;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Sends nothing, and keeps the last codes where developers and tests can read them. Refused in production.
@ApplicationScoped
@Typed(DevelopmentCodes.class)
class DevelopmentCodes implements CodeSender {
    private static final int MOST = 1_000;

    private final Map<String, OneTimeCode> lastByPhone = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, OneTimeCode> eldest) {
            return size() > MOST;
        }
    };

    @Override
    public Uni<Void> send(OneTimeCode code) {
        synchronized (lastByPhone) {
            lastByPhone.remove(code.phone()); // so that it comes last
            lastByPhone.put(code.phone(), code);
        }
        return Uni.createFrom().voidItem();
    }

    Optional<OneTimeCode> lastFor(String phone) {
        synchronized (lastByPhone) {
            return Optional.ofNullable(lastByPhone.get(phone));
        }
    }
}
