package org.patchbay.sip.registrar.internal;

import gov.nist.javax.sip.address.SipUri;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.channel.Binding;
import org.patchbay.channel.LocationService;
import org.patchbay.sip.Gruus;
import org.patchbay.sip.SipContact;

/** Makes the GRUUs of registered devices and reads them back (RFC 5627 section 3.1). */
@Component(
        service = {Gruus.class, RegisteredGruus.class},
        configurationPid = RegistrarConfig.PID)
public final class RegisteredGruus implements Gruus {
    private static final String MARK_AND_MORE = "-_.!~*'()[]/:&+$";

    private final LocationService locations;
    private final TemporaryGruus temporary;

    @Activate
    public RegisteredGruus(@Reference LocationService locations, RegistrarConfig config) {
        this(locations, new TemporaryGruus(config._gruu_secret()));
    }

    RegisteredGruus(LocationService locations, TemporaryGruus temporary) {
        this.locations = locations;
        this.temporary = temporary;
    }

    /** Returns the GRUU that anybody may know, from the address of record that was registered; the same at all times. */
    static String lasting(SipUri registered, String instance) {
        return "sip:" + registered.getUser() + '@' + registered.getHostPort() + ";gr="
                + escape(instance.substring(1, instance.length() - 1));
    }

    /** Returns a new GRUU that doesn't tell whose it is. */
    String temporary(SipUri registered, AddressOfRecord user, Binding binding) {
        var content = new TemporaryGruus.Content(user, fingerprint(binding));
        return "sip:" + temporary.encode(content) + '@' + registered.getHostPort() + ";gr";
    }

    @Override
    public Optional<Device> device(SipUri uri) {
        if (!Gruus.isGruu(uri) || uri.getUser() == null) return Optional.empty();
        var instance = uri.getParameter("gr");
        if (instance == null || instance.isEmpty())
            return temporary.decode(uri.getUser()).flatMap(this::registered);
        return Optional.of(new Device(unescape(uri.getUser()), '<' + unescape(instance) + '>'));
    }

    private Optional<Device> registered(TemporaryGruus.Content content) {
        return locations.lookup(content.user()).stream()
                .filter(binding -> binding.device().isPresent())
                .filter(binding -> fingerprint(binding).equals(content.device()))
                .findFirst()
                .map(binding ->
                        new Device(content.user().user(), binding.device().orElseThrow()));
    }

    private static String fingerprint(Binding binding) {
        return TemporaryGruus.fingerprint(
                binding.device().orElse(""), binding.attributes().getOrDefault(SipContact.CALL_ID, ""));
    }

    // RFC 3261 section 25.1: paramchar
    private static String escape(String text) {
        var escaped = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = Character.isLetterOrDigit(octet) && octet > 0 || MARK_AND_MORE.indexOf(octet) >= 0;
            if (plain) escaped.append((char) octet);
            else escaped.append('%').append(HexFormat.of().withUpperCase().toHexDigits(octet));
        }
        return escaped.toString();
    }

    private static String unescape(String text) {
        try {
            return text.indexOf('%') < 0 ? text : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException noEscape) {
            return text;
        }
    }
}
