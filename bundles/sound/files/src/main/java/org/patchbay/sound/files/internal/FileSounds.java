package org.patchbay.sound.files.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.media.AudioCodec;
import org.patchbay.sound.OpenSound;
import org.patchbay.sound.SoundUnavailableException;
import org.patchbay.sound.Sounds;

/** Finds what a name stands for: a tone, noise, music, or a file of the sounds folder. */
@Component(configurationPid = "org.patchbay.sound.files", service = Sounds.class)
@Designate(ocd = FileSounds.Config.class)
public final class FileSounds implements Sounds {
    private static final Pattern MUSIC_CLASS = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final int MOST_TIMES = 1000;

    private final Path home;
    private final LongSupplier clock;
    private final Tones tones = Tones.load();
    private final SoundReader reader = new SoundReader();
    private final Map<String, MusicClass> music = new ConcurrentHashMap<>();
    private volatile Settings settings;

    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile List<AudioCodec> codecs = List.of();

    /** Settings of sounds. */
    @ObjectClassDefinition(
            name = "Patchbay sounds",
            description = "Where prompts and music lie, and whose tones are played.")
    public @interface Config {
        @AttributeDefinition(
                name = "Sounds folder",
                description = "Where prompts lie as sound files; relative to the instance's folder.")
        String sounds_folder() default "data/sounds";

        @AttributeDefinition(
                name = "Music folder",
                description = "Where music on hold lies, a folder for each class; relative to the instance's folder.")
        String music_folder() default "data/music";

        @AttributeDefinition(
                name = "Country",
                description =
                        "Whose tones are played: two letters such as de, gb or us, or itu for those of ITU-T E.180.")
        String country() default "itu";
    }

    private record Settings(Path sounds, Path music, String country) {}

    @Activate
    public FileSounds(BundleContext context, Config config) {
        this(home(context), System::nanoTime);
        settings = settings(config);
        reader.start();
    }

    /** Makes one whose reader reads only when it is told to. */
    FileSounds(Path home, LongSupplier clock) {
        this.home = home.toAbsolutePath().normalize();
        this.clock = clock;
        this.settings = settings("data/sounds", "data/music", Tones.ITU);
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty("patchbay.home");
        return Path.of(home == null ? "" : home);
    }

    private Settings settings(Config config) {
        return settings(config.sounds_folder(), config.music_folder(), config.country());
    }

    private Settings settings(String sounds, String music, String country) {
        if (tones.find("busy", country).isEmpty()) {
            throw new IllegalArgumentException("country " + country + ": its tones are not known");
        }
        return new Settings(
                home.resolve(sounds).normalize(), home.resolve(music).normalize(), country);
    }

    /** What is being played goes on. */
    @Modified
    void modified(Config config) {
        settings = settings(config);
    }

    /** Ends what is being read; tones that sound go on to their end. */
    @Deactivate
    void deactivate() {
        reader.close();
    }

    void codecs(List<AudioCodec> present) {
        codecs = present;
    }

    SoundReader reader() {
        return reader;
    }

    @Override
    public OpenSound open(String name, int times) {
        if (times < 0 || times > MOST_TIMES) {
            throw new SoundUnavailableException(name + " can't be played " + times + " times: 0 to " + MOST_TIMES);
        }
        if (name.equals("music")) return music(DEFAULT_MUSIC);
        if (name.startsWith("music:")) return music(name.substring("music:".length()));
        return new Names(tones, settings.country()).made(name, times).orElseGet(() -> read(name, times));
    }

    private OpenSound read(String name, int times) {
        Path file = Names.file(settings.sounds(), name);
        try {
            var sound = ReadSound.open(() -> RateInput.of(SoundFile.open(file, codecs)), times, clock);
            reader.add(sound);
            return sound;
        } catch (IOException | RuntimeException unreadable) {
            throw new SoundUnavailableException(file.getFileName() + ": " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public OpenSound music(String musicClass) {
        if (!MUSIC_CLASS.matcher(musicClass).matches()) {
            throw new SoundUnavailableException("there can't be a class of music called " + musicClass);
        }
        while (true) {
            MusicClass playing = music.compute(
                    musicClass, (name, present) -> present == null || present.over() ? begin(name) : present);
            OpenSound listener = playing.listen();
            if (listener != null) return listener;
        }
    }

    private MusicClass begin(String name) {
        Path folder = settings.music().resolve(name);
        var begun = new MusicClass(name, new MusicFolder(folder, () -> codecs), clock);
        begun.readAhead();
        reader.add(begun);
        return begun;
    }

    /** Returns the music of that class that somebody listens to, or listened to last. */
    @Nullable
    MusicClass playing(String musicClass) {
        return music.get(musicClass);
    }
}
