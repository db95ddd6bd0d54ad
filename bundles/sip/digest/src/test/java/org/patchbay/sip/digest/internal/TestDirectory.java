package org.patchbay.sip.digest.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.patchbay.channel.AddressOfRecord;
import org.patchbay.pbx.Credentials;
import org.patchbay.pbx.Directory;
import org.patchbay.pbx.Subscriber;

/** Users with both hashes, except 1009, who has only the old one. */
record TestDirectory(List<Subscriber> users) implements Directory {
    static final String REALM = "patchbay";

    static TestDirectory of(String... numbers) {
        return new TestDirectory(
                List.of(numbers).stream().map(TestDirectory::user).toList());
    }

    static String password(String number) {
        return "secret" + number;
    }

    private static Subscriber user(String number) {
        var a1 = number + ":" + REALM + ":" + password(number);
        var sha256 = number.equals("1009")
                ? Optional.<String>empty()
                : Optional.of(Algorithm.SHA256.hash().hex(a1));
        var credentials = new Credentials(Optional.of(Algorithm.MD5.hash().hex(a1)), sha256);
        return new Subscriber(new AddressOfRecord(number, REALM), "", "internal", 5, credentials);
    }

    @Override
    public String realm() {
        return REALM;
    }

    @Override
    public Optional<Subscriber> subscriber(String number) {
        return users.stream().filter(user -> user.number().equals(number)).findFirst();
    }

    @Override
    public Collection<Subscriber> subscribers() {
        return users;
    }
}
