package dev.kith.cli.session;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// How the user's own phone books call people, by canonical address; in a file that its owner alone can read.
public final class Names {
    private final Path file;
    private final Map<String, String> byAddress;

    private Names(Path file, Map<String, String> byAddress) {
        this.file = file;
        this.byAddress = byAddress;
    }

    public static Names load(Path file) {
        try {
            var stored = new Gson().fromJson(Files.readString(file), new TypeToken<TreeMap<String, String>>() {});
            return new Names(file, stored == null ? new TreeMap<>() : stored);
        } catch (IOException | JsonParseException none) {
            return new Names(file, new TreeMap<>());
        }
    }

    public void put(String address, String name) {
        if (!name.isBlank()) {
            byAddress.put(address, name);
        }
    }

    public void store() throws IOException {
        PrivateFile.write(file, new Gson().toJson(byAddress));
    }

    /// Empty if the books do not have them.
    public String of(String address) {
        return byAddress.getOrDefault(address, "");
    }

    /// Whom the books call so, or so with more behind it; empty if that is nobody or several.
    public Optional<String> addressOf(String name) {
        var exact = all(saved -> saved.equalsIgnoreCase(name));
        var found = exact.isEmpty() ? all(saved -> saved.regionMatches(true, 0, name, 0, name.length())) : exact;
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    private List<String> all(Predicate<String> called) {
        return byAddress.entrySet().stream()
                .filter(one -> called.test(one.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// `Anna (+49...)`, or the address alone.
    public String label(String address) {
        var name = of(address);
        return name.isEmpty() ? address : name + " (" + address + ")";
    }
}
