package dev.kith.media.reading;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of one's own files. `next` is the cursor of the next page, absent on the last.
@JsonInclude(JsonInclude.Include.NON_NULL)
record FilesAnswer(List<FileAnswer> files, @Nullable String next) {}
