package org.patchbay.pbx;

import org.patchbay.channel.AddressOfRecord;
import org.patchbay.media.DigitPolicy;
import org.patchbay.media.SrtpPolicy;

/**
 * A user of the server.
 *
 * @param name shown to whom the user calls; may be empty
 * @param context the dialplan context that the user's calls enter
 * @param maxContacts how many devices may be registered at once, 1-100
 * @param directMedia whether the user's phones may send their media to others directly, so that it doesn't come to us
 * @param srtp whether the media of the user's phones is to be encrypted
 * @param dtmf how the user's phones press keys
 */
public record Subscriber(
        AddressOfRecord address,
        String name,
        String context,
        int maxContacts,
        Credentials credentials,
        boolean directMedia,
        SrtpPolicy srtp,
        DigitPolicy dtmf) {
    public Subscriber {
        if (maxContacts < 1 || maxContacts > 100) throw new IllegalArgumentException("max contacts " + maxContacts);
    }

    /** Makes a user whose media all comes to us. */
    public Subscriber(AddressOfRecord address, String name, String context, int maxContacts, Credentials credentials) {
        this(address, name, context, maxContacts, credentials, false);
    }

    /** Makes a user whose phones are offered plain RTP. */
    public Subscriber(
            AddressOfRecord address,
            String name,
            String context,
            int maxContacts,
            Credentials credentials,
            boolean directMedia) {
        this(address, name, context, maxContacts, credentials, directMedia, SrtpPolicy.OFF);
    }

    /** Makes a user whose phones press keys as they agree to. */
    public Subscriber(
            AddressOfRecord address,
            String name,
            String context,
            int maxContacts,
            Credentials credentials,
            boolean directMedia,
            SrtpPolicy srtp) {
        this(address, name, context, maxContacts, credentials, directMedia, srtp, DigitPolicy.AUTO);
    }

    /** Returns the number, the user part of the address. */
    public String number() {
        return address.user();
    }
}
