package dev.kith.auth.app;

import dev.kith.contracts.event.AppUpdated;
import dev.kith.contracts.event.LookUpAllowance;
import dev.kith.contracts.event.MessageRules;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tenant.
@Entity
@Table(name = "app")
public class App {
    @Id
    private String id;

    @Column
    private String name;

    @Column(name = "key_hash")
    private byte[] keyHash;

    @Column
    private @Nullable String region;

    @Column
    @Enumerated(EnumType.STRING)
    private FindableBy discoverability;

    @Column(name = "field_levels")
    @Convert(converter = MasksColumn.class)
    private Map<String, Integer> fieldLevels;

    @Column(name = "look_up_burst")
    private int lookUpBurst;

    @Column(name = "look_up_refill_ms")
    private long lookUpRefillMillis;

    @Column(name = "look_up_refill_since")
    private long lookUpRefillSince;

    @Column(name = "message_retention_ms")
    private long messageRetentionMillis;

    @Column(name = "search_language")
    private String searchLanguage;

    @Column
    @Enumerated(EnumType.STRING)
    private StrangersMay strangers;

    @Column
    private long revision;

    @Column(name = "created_at")
    private Instant createdAt;

    protected App() {}

    App(AppKey key, String name, AppSettings settings, Instant now) {
        this.id = key.app();
        this.keyHash = key.hash();
        this.name = name;
        this.createdAt = now;
        change(settings, now);
    }

    public String id() {
        return id;
    }

    byte[] keyHash() {
        return keyHash;
    }

    public @Nullable String region() {
        return region;
    }

    public FindableBy discoverability() {
        return discoverability;
    }

    /// First levels of profile fields: field name to mask.
    public Map<String, Integer> fieldLevels() {
        return fieldLevels;
    }

    AppSettings settings() {
        return new AppSettings(
                region,
                discoverability,
                AppSettings.unmasked(fieldLevels),
                new LookUps(lookUpBurst, Duration.ofMillis(lookUpRefillMillis)),
                MessageSettings.kept(messageRetentionMillis, searchLanguage, strangers));
    }

    final void change(AppSettings settings, Instant now) {
        region = settings.region();
        discoverability = settings.discoverability();
        fieldLevels = settings.masks();
        lookUpBurst = settings.lookUps().burst();
        long refill = settings.lookUps().refill().toMillis();
        lookUpRefillSince = refill == lookUpRefillMillis ? lookUpRefillSince : now.toEpochMilli();
        lookUpRefillMillis = refill;
        messageRetentionMillis = settings.messages().retentionMillis();
        searchLanguage = settings.messages().searchLanguage();
        strangers = settings.messages().strangers();
        revision++;
    }

    /// The settings as other services hear of them.
    AppUpdated announcement(Instant now) {
        var updated = AppUpdated.newBuilder()
                .setApp(id)
                .setRevision(revision)
                .setDiscoverability(discoverability.toEvent())
                .putAllFieldLevels(fieldLevels)
                .setLookUps(LookUpAllowance.newBuilder()
                        .setBurst(lookUpBurst)
                        .setRefillMillis(lookUpRefillMillis)
                        .setRefillSince(lookUpRefillSince))
                .setMessages(MessageRules.newBuilder()
                        .setRetentionMillis(messageRetentionMillis)
                        .setSearchLanguage(searchLanguage)
                        .setStrangers(strangers.toEvent()))
                .setUpdatedAt(now.toEpochMilli());
        if (region != null) {
            updated.setRegion(region);
        }
        return updated.build();
    }
}
