package org.patchbay.channel.media.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.patchbay.media.AudioCodec;
import org.patchbay.media.Codec;

/** The codecs that are there at present, the newest of each encoding. Thread-safe. */
@Component(service = Codecs.class)
public final class Codecs {
    /** Cheap ones first: Opus costs as much as a hundred legs of G.711. */
    private static final List<String> ORDER = List.of("PCMU", "PCMA", "G722", "opus");

    private volatile List<AudioCodec> present = List.of();

    @Activate
    public Codecs() {}

    Codecs(List<AudioCodec> present) {
        present.forEach(this::add);
    }

    /** Takes a codec, which comes before those of its encoding that were there. */
    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void add(AudioCodec codec) {
        List<AudioCodec> more = new ArrayList<>();
        more.add(codec);
        more.addAll(present);
        more.sort(Comparator.comparingInt(Codecs::place)); // which is stable
        present = List.copyOf(more);
    }

    synchronized void remove(AudioCodec codec) {
        present = present.stream().filter(one -> one != codec).toList();
    }

    private static int place(AudioCodec codec) {
        int place = ORDER.indexOf(codec.codec().name());
        return place < 0 ? ORDER.size() : place;
    }

    /** Returns what makes and reads payloads of {@code wanted}. */
    Optional<AudioCodec> find(Codec wanted) {
        for (AudioCodec one : present) if (one.codec().sameEncoding(wanted)) return Optional.of(one);
        return Optional.empty();
    }

    /** Returns the encodings that can be made and read, those that cost least first, with digits at the end. */
    List<Codec> all() {
        List<Codec> all = new ArrayList<>();
        for (AudioCodec one : present) {
            if (all.stream().noneMatch(one.codec()::sameEncoding)) all.add(one.codec());
        }
        all.add(Codec.TELEPHONE_EVENT);
        return List.copyOf(all);
    }
}
