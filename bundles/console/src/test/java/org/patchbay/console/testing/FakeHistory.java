package org.patchbay.console.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.patchbay.pbx.FileHistory;

/** Files whose last text is what they hold; each is a second younger than the one before. */
public final class FakeHistory implements FileHistory {
    private final Map<String, List<String>> texts = new TreeMap<>();

    public FakeHistory with(String file, String... oldestFirst) {
        texts.put(file, new ArrayList<>(List.of(oldestFirst)));
        return this;
    }

    public static String id(String text) {
        return Generation.id(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<String> files() {
        return List.copyOf(texts.keySet());
    }

    @Override
    public List<Generation> generations(String file) {
        List<String> known = of(file);
        List<Generation> generations = new ArrayList<>();
        for (int i = known.size() - 1; i >= 0; i--) {
            generations.add(new Generation(id(known.get(i)), Instant.ofEpochSecond(i), i == known.size() - 1));
        }
        return generations;
    }

    @Override
    public Optional<String> text(String file, String id) {
        return of(file).stream().filter(text -> id(text).equals(id)).findFirst();
    }

    @Override
    public String keep(String file, String text) {
        texts.computeIfAbsent(file, name -> new ArrayList<>()).add(text);
        return id(text);
    }

    @Override
    public Generation undo(String file) throws IOException {
        List<Generation> known = generations(file);
        if (known.size() < 2) throw new IOException("nothing is known of " + file + " before what it holds now");
        return restore(file, known.get(1).id());
    }

    @Override
    public Generation restore(String file, String id) throws IOException {
        String text = text(file, id).orElseThrow(() -> new IOException("there is no generation " + id + " of " + file));
        texts.get(file).remove(text);
        texts.get(file).add(text);
        return generations(file).getFirst();
    }

    private List<String> of(String file) {
        return texts.getOrDefault(file, List.of());
    }
}
