package org.patchbay.console.view.internal;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.patchbay.application.Applications;
import org.patchbay.application.Deployments;
import org.patchbay.channel.Channels;
import org.patchbay.channel.LocationService;
import org.patchbay.io.Listener;
import org.patchbay.io.RtpPorts;
import org.patchbay.media.Conferences;
import org.patchbay.media.MediaSessions;
import org.patchbay.pbx.DataFile;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.FileHistory;
import org.patchbay.pbx.TrunkStates;
import org.patchbay.sip.SipTransactions;

/** The modules as they are running now: any of them may be away or be replaced at any time, and the console stays. */
public interface Modules {
    /** Returns the call module. */
    Optional<Channels> channels();

    /** Returns what knows where users can be reached. */
    Optional<LocationService> locations();

    /** Returns the SIP stack. */
    Optional<SipTransactions> transactions();

    /** Returns the listeners that peers reach the server at. */
    List<Listener> listeners();

    /** Returns the RTP ports. */
    Optional<RtpPorts> ports();

    /** Returns what knows how the connections with other servers stand. */
    Optional<TrunkStates> trunks();

    /** Returns what gives calls their sound. */
    Optional<MediaSessions> media();

    /** Returns what knows the conferences. */
    Optional<Conferences> conferences();

    /** Returns what knows the components, and what each of them waits for. */
    Optional<ServiceComponentRuntime> components();

    /** Returns what runs applications. */
    Optional<Applications> applications();

    /** Returns what replaces features and modules. */
    Optional<Deployments> deployments();

    /** Returns what knows how files were before they were changed. */
    Optional<FileHistory> history();

    /** Returns the sources of users. */
    List<Directory> directories();

    /** Returns the files that users and extensions are read from. */
    List<DataFile> files();
}
