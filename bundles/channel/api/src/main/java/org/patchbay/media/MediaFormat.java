package org.patchbay.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is offered or accepted of an audio stream, without addresses: codecs by preference, and the direction. */
public record MediaFormat(List<Codec> codecs, Direction direction) {
    private static final int FIRST_DYNAMIC = 96; // RFC 3551 section 6
    private static final int LAST_DYNAMIC = 127;

    public MediaFormat {
        codecs = List.copyOf(codecs);
    }

    /** Returns what this and {@code other} share, in this one's order and with this one's payload types. */
    public MediaFormat common(List<Codec> other) {
        var shared = new ArrayList<Codec>(codecs.size());
        for (Codec codec : codecs) if (contains(other, codec)) shared.add(codec);
        return new MediaFormat(shared, direction);
    }

    private static boolean contains(List<Codec> codecs, Codec wanted) {
        for (Codec codec : codecs) if (codec.sameEncoding(wanted)) return true;
        return false;
    }

    /** Returns the first audio codec with the digits codec beside it; one codec keeps a peer from switching in mid-call. */
    public MediaFormat first() {
        Optional<Codec> audio = audioCodec();
        List<Codec> kept = codecs.stream()
                .filter(codec -> !codec.carriesAudio() || codec.equals(audio.orElse(null)))
                .toList();
        return new MediaFormat(kept, direction);
    }

    /** Returns the preferred codec that carries sound. */
    public Optional<Codec> audioCodec() {
        for (Codec codec : codecs) if (codec.carriesAudio()) return Optional.of(codec);
        return Optional.empty();
    }

    /** Returns this and, behind it, the audio codecs of {@code more} that it lacks, by payload types that are free. */
    public MediaFormat and(List<Codec> more) {
        List<Codec> all = new ArrayList<>(codecs);
        for (Codec codec : more) {
            if (codec.carriesAudio() && !contains(all, codec)) free(codec, all).ifPresent(all::add);
        }
        return new MediaFormat(all, direction);
    }

    private static Optional<Codec> free(Codec codec, List<Codec> taken) {
        return IntStream.concat(IntStream.of(codec.payloadType()), IntStream.rangeClosed(FIRST_DYNAMIC, LAST_DYNAMIC))
                .filter(type -> taken.stream().noneMatch(other -> other.payloadType() == type))
                .mapToObj(type ->
                        new Codec(type, codec.name(), codec.clockRateHz(), codec.channels(), codec.parameters()))
                .findFirst();
    }

    /** Returns this with another direction. */
    public MediaFormat with(Direction newDirection) {
        return new MediaFormat(codecs, newDirection);
    }
}
