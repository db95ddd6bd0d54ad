package org.patchbay.pbx.files.internal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.patchbay.pbx.FileHistory;

/** A history that outlives a dialplan, as that on disk does. */
final class MemoryHistory implements FileHistory {
    private final Map<String, Map<String, String>> texts = new LinkedHashMap<>();

    @Override
    public List<String> files() {
        return List.copyOf(texts.keySet());
    }

    @Override
    public String keep(String file, String text) {
        String id = Generation.id(text.getBytes(StandardCharsets.UTF_8));
        texts.computeIfAbsent(file, name -> new LinkedHashMap<>()).put(id, text);
        return id;
    }

    @Override
    public Optional<String> text(String file, String id) {
        return Optional.ofNullable(texts.getOrDefault(file, Map.of()).get(id));
    }

    @Override
    public List<Generation> generations(String file) {
        throw new UnsupportedOperationException(file);
    }

    @Override
    public Generation undo(String file) {
        throw new UnsupportedOperationException(file);
    }

    @Override
    public Generation restore(String file, String id) {
        throw new UnsupportedOperationException(file);
    }
}
