/// Pictures of profiles: files of media-service, for whoever sees the field in which they stand.
@NullMarked
package dev.kith.profile.picture;

import org.jspecify.annotations.NullMarked;
