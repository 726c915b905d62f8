package dev.kith.system.mainjob;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/// What a run left behind, so that the next one, perhaps after a crash, can look whether it is still there.
///
/// @param app the app of that run; the command line uses it too when no other is named
/// @param reader number of who reads again
/// @param texts of the messages that the reader had, each once
/// @param profile number of somebody whose profile the reader sees, and what its status said
record LastRun(String app, String reader, String region, List<String> texts, String profile, String status) {

    static Optional<LastRun> load(Path file) throws IOException {
        return Files.exists(file)
                ? Optional.ofNullable(new Gson().fromJson(Files.readString(file), LastRun.class))
                : Optional.empty();
    }

    void store(Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, new Gson().toJson(this));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
