package dev.kith.media;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Where files are kept, who may have them, and how much a user may bring.
@ConfigMapping(prefix = "kith.media")
public interface MediaConfiguration {
    /// The folder for bytes. Of several nodes all have the same one, on a file system with locks (NFSv4, CephFS).
    Path directory();

    /// The bucket in which contents are kept, instead of the folder.
    Bucket s3();

    /// What references and links are signed with, at least 16 characters each. The first signs, all are believed: put
    /// a new one in front, and take the old one out when what it signed may become void.
    List<String> secrets();

    /// The largest file in bytes. 256 MiB: a video of some minutes. The gateway and `quarkus.http.limits.max-body-size`
    /// have the same limit, for clients that send all in one piece.
    @WithDefault("268435456")
    long largest();

    /// How many unfinished uploads a user may have. 20: a handful of devices, each with a few at a time.
    @WithDefault("20")
    int unfinished();

    /// How many bytes of contents and unfinished uploads a user may have. 10 GiB.
    @WithDefault("10737418240")
    long perUser();

    /// How many files and unfinished uploads a user may have. 50,000: they are counted whenever one is begun,
    /// and 10 GiB of pictures are fewer.
    @WithDefault("50000")
    int filesPerUser();

    /// Calls a minute of a user to upload. 600: chunks of 1 MiB at 80 Mbit/s.
    @WithDefault("600")
    int callsPerMinute();

    /// Uploads a minute that all users of an app together may begin. 6,000.
    @WithDefault("6000")
    int uploadsPerMinute();

    /// Calls a minute to one file by links, whoever calls. 600: a page with its picture that is opened ten times a
    /// second.
    @WithDefault("600")
    int linkedCallsPerMinute();

    /// How long an upload waits for its next bytes. 24 h: a phone that was off over night goes on.
    @WithDefault("24h")
    Duration patience();

    /// How long a request may stand still while it sends. 30 s, as at the gateway.
    @WithDefault("30s")
    Duration silence();

    /// How long a file stays of which nobody was given a reference. 48 h.
    @WithDefault("48h")
    Duration orphans();

    /// How often is looked for what may go. 60 s.
    @WithDefault("60s")
    Duration cleaning();

    /// The largest image in pixels. 25 million: what the memory of one node bears decoded (4 bytes each, twice).
    @WithDefault("25000000")
    long pixels();

    /// The largest image in bytes once it is decoded. 100 MB: as many pixels of 4 bytes; some have 8.
    @WithDefault("100000000")
    long decodedBytes();

    /// How long an image is decoded before the process that does is ended. 10 s.
    @WithDefault("10s")
    Duration decoding();

    /// How many pictures are decoded at the same time, each in a process of its own. One: whoever gives a node more
    /// memory has more of them.
    @WithDefault("1")
    int decoders();

    /// How much memory such a process has for pictures, in MiB; with what Java itself needs it takes 180 more. 400: the
    /// largest JPEG or PNG that is taken.
    @WithDefault("400")
    int decoderMegabytes();

    /// How many whole uploads may wait to be looked into. 64: a minute of large pictures.
    @WithDefault("64")
    int examinations();

    /// The largest image in bytes. 32 MiB: what says more of so few pixels is no picture.
    @WithDefault("33554432")
    long imageBytes();

    /// The longer side of a thumbnail in pixels. 320.
    @WithDefault("320")
    int thumbnail();

    /// A bucket of Amazon S3, or of a server that speaks as it does.
    interface Bucket {
        /// Its name. Unset, contents are kept in the folder, and nothing else may be set here.
        @WithName("bucket")
        Optional<String> name();

        /// Where it is. Unset: Amazon's, by the region.
        Optional<URI> endpoint();

        /// The region, by which calls are signed too; of servers that have none, `us-east-1`.
        Optional<String> region();

        /// Whether the bucket is named in the path and not in the host, as most servers but Amazon's want it.
        @WithDefault("false")
        boolean pathStyle();

        /// With the secret. Without both they are found where the AWS SDK looks for them: environment, profile,
        /// machine.
        Optional<String> accessKey();

        Optional<String> secretKey();

        /// How many connections read at once; half as many write, so that those who read slowly keep no upload waiting.
        /// 128: as many downloads at the same time on a node.
        @WithDefault("128")
        int connections();

        /// How long a call may take, of which none carries more than some MiB, and how long a connection may stand
        /// still. 30 s, as of a request that sends.
        @WithDefault("30s")
        Duration timeout();
    }
}
