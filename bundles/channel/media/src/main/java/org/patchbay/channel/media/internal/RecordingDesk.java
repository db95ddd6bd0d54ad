package org.patchbay.channel.media.internal;

import java.nio.file.Path;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.patchbay.channel.recording.Recorder;
import org.patchbay.channel.recording.Tape;
import org.patchbay.media.RecordingOptions;

/** Where legs have themselves recorded. Another folder counts for recordings that begin from then on. */
@Component(service = RecordingDesk.class, configurationPid = "org.patchbay.channel.media.recording")
@Designate(ocd = RecordingDesk.Config.class)
public final class RecordingDesk {
    private final Path home;
    private final Recorder recorder;

    private final Codecs codecs;

    /** Settings of recordings. */
    @ObjectClassDefinition(name = "Patchbay recordings", description = "Where calls that are recorded are written to.")
    public @interface Config {
        @AttributeDefinition(
                name = "Recordings folder",
                description = "Where recordings are written to; relative to the instance's folder.")
        String folder() default "data/recordings";
    }

    @Activate
    public RecordingDesk(BundleContext context, Config config, @Reference Codecs codecs) {
        this(home(context), config.folder(), codecs);
    }

    RecordingDesk(Path home, String folder, Codecs codecs) {
        this.home = home;
        this.codecs = codecs;
        this.recorder = new Recorder(home.resolve(folder));
        recorder.start();
    }

    private static Path home(BundleContext context) {
        String home = context.getProperty("patchbay.home");
        return Path.of(home == null ? "" : home).toAbsolutePath();
    }

    @Modified
    void modified(Config config) {
        recorder.folder(home.resolve(config.folder()));
    }

    @Deactivate
    void deactivate() {
        recorder.close();
    }

    /** Begins a recording; {@link IllegalArgumentException} when that can't be the name of a file. */
    Tape begin(String name, RecordingOptions options) {
        return recorder.begin(name, options, codecs::find);
    }
}
