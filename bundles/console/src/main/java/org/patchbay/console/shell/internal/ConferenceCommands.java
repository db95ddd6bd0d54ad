package org.patchbay.console.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.channel.Call;
import org.patchbay.console.view.internal.Modules;
import org.patchbay.media.ConferenceMember;
import org.patchbay.media.Conferences.Conference;

/** {@code conference:list}, {@code conference:mute ROOM CALL}, {@code conference:unmute ROOM CALL} and {@code conference:gain ROOM CALL DECIBELS}. */
@Component(
        service = ConferenceCommands.class,
        property = {
            "osgi.command.scope=conference",
            "osgi.command.function=list",
            "osgi.command.function=mute",
            "osgi.command.function=unmute",
            "osgi.command.function=gain"
        })
public final class ConferenceCommands {
    private final Modules modules;

    @Activate
    public ConferenceCommands(@Reference Modules modules) {
        this.modules = modules;
    }

    /** Lists who is in which conference. */
    public String list() {
        if (modules.conferences().isEmpty()) return "The media module is not running.";
        List<Conference> all = modules.conferences().get().all();
        if (all.isEmpty()) return "No conferences. In the dialplan, confer: 8801 leads into one.";
        var table = new TextTable("ROOM", "CALL", "CALLER", "SOUND", "");
        for (Conference conference : all) {
            for (ConferenceMember member : conference.members()) {
                table.row(
                        conference.name(),
                        member.name(),
                        caller(member.name()),
                        member.rateHz() > 8000 ? "wide" : "narrow",
                        state(member));
            }
        }
        return table.toString();
    }

    private String caller(String call) {
        Optional<Call> live = modules.channels().flatMap(channels -> channels.call(call));
        return live.map(known -> known.caller().number()).orElse("");
    }

    private static String state(ConferenceMember member) {
        List<String> words = new ArrayList<>();
        if (member.speaking()) words.add("speaks");
        if (member.muted()) words.add("muted");
        if (member.gain() != 0) words.add("%+d dB".formatted(member.gain()));
        return String.join(", ", words);
    }

    /** Has nobody hear one of a conference. */
    public String mute(String room, String call) {
        return change(room, call, member -> member.mute(true), "Muted.");
    }

    /** Has everybody hear one of a conference again. */
    public String unmute(String room, String call) {
        return change(room, call, member -> member.mute(false), "Unmuted.");
    }

    /** Has everybody hear one of a conference louder or less loud than it speaks. */
    public String gain(String room, String call, int decibels) {
        if (decibels < ConferenceMember.LEAST_DECIBELS || decibels > ConferenceMember.MOST_DECIBELS) {
            return decibels + " dB is not within " + ConferenceMember.LEAST_DECIBELS + " and "
                    + ConferenceMember.MOST_DECIBELS + ".";
        }
        return change(room, call, member -> member.gain(decibels), "Set.");
    }

    private String change(String room, String call, Consumer<ConferenceMember> change, String done) {
        if (modules.conferences().isEmpty()) return "The media module is not running.";
        Optional<ConferenceMember> wanted = modules.conferences().get().all().stream()
                .filter(conference -> conference.name().equals(room))
                .flatMap(conference -> conference.members().stream())
                .filter(member -> member.name().equals(call))
                .findFirst();
        if (wanted.isEmpty()) return "There is no call " + call + " in " + room + "; conference:list shows them.";
        change.accept(wanted.get());
        return done;
    }
}
