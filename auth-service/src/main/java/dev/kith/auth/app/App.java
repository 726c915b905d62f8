package dev.kith.auth.app;

import dev.kith.contracts.event.AppUpdated;
import dev.kith.contracts.event.LookUpAllowance;
import dev.kith.contracts.event.MessageRules;
import dev.kith.contracts.event.PresenceBudget;
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

    @Column(name = "edit_within_ms")
    private @Nullable Long editWithinMillis;

    @Column(name = "recall_within_ms")
    private @Nullable Long recallWithinMillis;

    @Column(name = "message_expiry_ms")
    private @Nullable Long messageExpiryMillis;

    @Column(name = "presence_per_second")
    private @Nullable Integer presencePerSecond;

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
                new MessageSettings(
                        duration(messageRetentionMillis == 0 ? null : messageRetentionMillis),
                        searchLanguage,
                        strangers,
                        duration(editWithinMillis),
                        duration(recallWithinMillis),
                        duration(messageExpiryMillis)),
                new PresenceSettings(presencePerSecond));
    }

    final void change(AppSettings settings, Instant now) {
        region = settings.region();
        discoverability = settings.discoverability();
        fieldLevels = settings.masks();
        lookUpBurst = settings.lookUps().burst();
        long refill = settings.lookUps().refill().toMillis();
        lookUpRefillSince = refill == lookUpRefillMillis ? lookUpRefillSince : now.toEpochMilli();
        lookUpRefillMillis = refill;
        change(settings.messages());
        presencePerSecond = settings.presence().perSecond();
        revision++;
    }

    private void change(MessageSettings messages) {
        var retention = millis(messages.retention());
        messageRetentionMillis = retention == null ? 0 : retention;
        searchLanguage = messages.searchLanguage();
        strangers = messages.strangers();
        editWithinMillis = millis(messages.editWithin());
        recallWithinMillis = millis(messages.recallWithin());
        messageExpiryMillis = millis(messages.expiry());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    private static @Nullable Duration duration(@Nullable Long millis) {
        return millis == null ? null : Duration.ofMillis(millis);
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
                .setMessages(messageRules())
                .setUpdatedAt(now.toEpochMilli());
        if (region != null) {
            updated.setRegion(region);
        }
        if (presencePerSecond != null) {
            updated.setPresence(PresenceBudget.newBuilder().setPerSecond(presencePerSecond));
        }
        return updated.build();
    }

    private MessageRules.Builder messageRules() {
        var rules = MessageRules.newBuilder()
                .setRetentionMillis(messageRetentionMillis)
                .setSearchLanguage(searchLanguage)
                .setStrangers(strangers.toEvent());
        if (editWithinMillis != null) {
            rules.setEditWithinMillis(editWithinMillis);
        }
        if (recallWithinMillis != null) {
            rules.setRecallWithinMillis(recallWithinMillis);
        }
        if (messageExpiryMillis != null) {
            rules.setExpiryMillis(messageExpiryMillis);
        }
        return rules;
    }
}
