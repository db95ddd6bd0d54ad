package org.patchbay.pbx.files.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.SrtpPolicy;

/** The keys of one map of a file, of which only known ones are accepted. */
final class Fields {
    private final String what;
    private final Yaml.Mapping mapping;
    private final Map<String, Yaml> values = new LinkedHashMap<>();

    Fields(String what, Yaml.Mapping mapping, Set<String> known) {
        this.what = what;
        this.mapping = mapping;
        for (Yaml.Field field : mapping.fields()) {
            String key = field.key().text();
            if (!known.contains(key)) {
                throw new Refusal(field.key().place(), what + " has no key " + key + "; it may have " + list(known));
            }
            values.put(key, field.value());
        }
    }

    Optional<Yaml> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    Yaml required(String key) {
        return value(key).orElseThrow(() -> new Refusal(mapping.place(), what + " has no " + key));
    }

    Optional<String> text(String key) {
        return value(key).map(value -> value.text(key).text());
    }

    /** Tells whether {@code media} says that it may go past the server; without a word of it, it doesn't. */
    boolean directMedia() {
        return switch (text("media").orElse("relayed")) {
            case "direct" -> true;
            case "relayed" -> false;
            default -> throw new Refusal(place("media"), "media must be direct or relayed");
        };
    }

    /** Returns what {@code srtp} says; without a word of it, plain RTP is offered. */
    SrtpPolicy srtp() {
        return switch (text("srtp").orElse("off")) {
            case "off" -> SrtpPolicy.OFF;
            case "optional" -> SrtpPolicy.OPTIONAL;
            case "required" -> SrtpPolicy.REQUIRED;
            default -> throw new Refusal(place("srtp"), "srtp must be off, optional or required");
        };
    }

    /** Returns what {@code dtmf} says; without a word of it, keys are pressed as the phone agrees to. */
    DigitPolicy dtmf() {
        return switch (text("dtmf").orElse("auto")) {
            case "auto" -> DigitPolicy.AUTO;
            case "rfc4733" -> DigitPolicy.RFC4733;
            case "info" -> DigitPolicy.INFO;
            case "inband" -> DigitPolicy.INBAND;
            default -> throw new Refusal(place("dtmf"), "dtmf must be auto, rfc4733, info or inband");
        };
    }

    Place place(String key) {
        return value(key).map(Yaml::place).orElse(mapping.place());
    }

    static String list(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }
}
