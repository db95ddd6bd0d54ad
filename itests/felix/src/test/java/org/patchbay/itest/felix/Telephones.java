package org.patchbay.itest.felix;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.patchbay.itest.phone.SipPhone;
import org.patchbay.itest.rtp.RtpEndpoint;

/** Telephones of the two users whom the first start made. */
final class Telephones implements AutoCloseable {
    private final InetSocketAddress server;
    private final String users;
    private final List<AutoCloseable> opened = new ArrayList<>();

    Telephones(BundleContext context) throws IOException {
        server = new InetSocketAddress(address(), Integer.parseInt(context.getProperty("patchbay.sip.port")));
        users = Files.readString(Path.of(context.getProperty("patchbay.home"), "etc", "users.yaml"));
    }

    static InetAddress address() {
        return InetAddress.ofLiteral("127.0.0.1");
    }

    SipPhone phone(String number) {
        Matcher password =
                Pattern.compile("\"" + number + "\".*password: \"([^\"]+)\"").matcher(users);
        if (!password.find()) throw new IllegalArgumentException("no user " + number);
        return keep(SipPhone.udp(server, new InetSocketAddress(address(), 0), number, password.group(1)));
    }

    RtpEndpoint media() {
        return keep(RtpEndpoint.open(address()));
    }

    <T extends AutoCloseable> T keep(T phone) {
        opened.add(phone);
        return phone;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable phone : opened.reversed()) phone.close();
    }
}
