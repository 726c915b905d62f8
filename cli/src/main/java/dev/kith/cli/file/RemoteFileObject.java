package dev.kith.cli.file;

import dev.kith.client.RemoteFile;
import java.util.LinkedHashMap;
import java.util.Map;

/// A file that others can fetch, as JSON shows it: with all that `kith-cli files get` needs of it.
public final class RemoteFileObject {
    private RemoteFileObject() {}

    public static Map<String, Object> of(RemoteFile file) {
        var out = new LinkedHashMap<String, Object>();
        out.put("url", file.url());
        out.put("name", file.name());
        out.put("size", file.size());
        out.put("type", file.type());
        out.put("thumbnailUrl", file.thumbnail().orElse(null));
        return out;
    }
}
