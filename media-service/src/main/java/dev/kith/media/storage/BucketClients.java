package dev.kith.media.storage;

import io.netty.channel.ChannelOption;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.config.SdkAdvancedAsyncClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.S3AsyncClientBuilder;

/// Clients of a bucket: one that reads and one that writes, each with connections of its own.
final class BucketClients {
    /// From this size on an object is sent in parts.
    private static final long IN_PARTS = 16 << 20;

    private static final long PART = 8 << 20;

    /// Of the parts of one object, so much is on its way at once.
    private static final long AT_ONCE = 4 * PART;

    /// So much of an object waits in the system for a reader that is slow.
    private static final int WAITING = 1 << 20;

    /// They only pass bytes on.
    private static final int THREADS = 2;

    private BucketClients() {}

    static S3AsyncClient forReading(BucketSettings settings) {
        return client(settings, settings.connections()).build();
    }

    static S3AsyncClient forWriting(BucketSettings settings) {
        return client(settings, Math.max(1, settings.connections() / 2))
                .multipartEnabled(true)
                .multipartConfiguration(parts -> parts.thresholdInBytes(IN_PARTS)
                        .minimumPartSizeInBytes(PART)
                        .apiCallBufferSizeInBytes(AT_ONCE))
                .build();
    }

    private static S3AsyncClientBuilder client(BucketSettings settings, int connections) {
        var client = S3AsyncClient.builder()
                .region(Region.of(settings.region()))
                .forcePathStyle(settings.pathStyle())
                .credentialsProvider(credentials(settings))
                // Only where the protocol wants one: many servers know the newer checksums not at all.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(calls -> calls.apiCallTimeout(settings.timeout()))
                // Answers are carried on elsewhere anyway.
                .asyncConfiguration(answers ->
                        answers.advancedOption(SdkAdvancedAsyncClientOption.FUTURE_COMPLETION_EXECUTOR, Runnable::run))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder()
                        .eventLoopGroupBuilder(SdkEventLoopGroup.builder().numberOfThreads(THREADS))
                        .putChannelOption(ChannelOption.SO_RCVBUF, WAITING)
                        .maxConcurrency(connections)
                        .maxPendingConnectionAcquires(connections * 4)
                        .connectionAcquisitionTimeout(settings.timeout())
                        .connectionTimeout(settings.timeout())
                        .readTimeout(settings.timeout())
                        .writeTimeout(settings.timeout()));
        settings.endpoint().ifPresent(client::endpointOverride);
        return client;
    }

    private static AwsCredentialsProvider credentials(BucketSettings settings) {
        return settings.credentials()
                .<AwsCredentialsProvider>map(given -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(given.accessKey(), given.secretKey())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
