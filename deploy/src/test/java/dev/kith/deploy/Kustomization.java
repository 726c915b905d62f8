package dev.kith.deploy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of a kustomization that are used here.
record Kustomization(
        String apiVersion,
        String kind,
        String namespace,
        List<String> resources,
        @Nullable List<Patch> patches) {

    /// A file with a part of an object, or operations on all objects of a target.
    record Patch(
            @Nullable String path,
            @Nullable String patch,
            @Nullable Target target) {}

    record Target(String kind, @Nullable String name) {}

    List<Patch> allPatches() {
        return patches == null ? List.of() : patches;
    }
}
