package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's rtpengine in user space, told of its calls by its ng protocol: bencode over UDP. */
record RtpEngine(InetAddress address, Program program, DatagramSocket control, List<String> calls) implements Relay {
    private static final int CONTROL = 2223;
    private static final int TRIES = 20;
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");

    /** Starts it with as many threads as Patchbay's relay has on two processors: one. */
    static RtpEngine start(Path work, InetAddress address) {
        String host = address.getHostAddress();
        Program program = Program.start(
                work,
                "rtpengine",
                List.of(
                        "rtpengine",
                        "--foreground",
                        "--log-stderr",
                        "--log-level=3",
                        "--table=-1",
                        "--num-threads=1",
                        "--interface=" + host,
                        "--listen-ng=" + host + ":" + CONTROL,
                        "--port-min=10000",
                        "--port-max=59999",
                        // calls that are silent while another relay is measured stay
                        "--timeout=3600",
                        "--silent-timeout=3600",
                        "--delete-delay=0",
                        "--pidfile=" + work.resolve("rtpengine.pid")));
        try {
            DatagramSocket control = new DatagramSocket();
            control.setSoTimeout(500);
            RtpEngine engine = new RtpEngine(address, program, control, new ArrayList<>());
            engine.ask(Map.of("command", "ping"));
            return engine;
        } catch (IOException | RuntimeException e) {
            program.close();
            throw new IllegalStateException("rtpengine does not start:\n" + program.said(), e);
        }
    }

    @Override
    public String name() {
        return "rtpengine";
    }

    @Override
    public List<Integer> open(Phones phones) {
        List<Integer> ports = new ArrayList<>();
        for (int leg = 0; leg < phones.ports().size(); leg += 2) {
            String call = "call-" + leg + "-" + System.nanoTime();
            calls.add(call);
            int second = port(ask(said("offer", call, phones, leg)));
            ports.add(port(ask(said("answer", call, phones, leg + 1))));
            ports.add(second);
        }
        return ports;
    }

    private static Map<String, String> said(String command, String call, Phones phones, int leg) {
        String host = phones.address().getHostAddress();
        Map<String, String> fields = new TreeMap<>(Map.of("command", command, "call-id", call, "from-tag", "a"));
        if (command.equals("answer")) fields.put("to-tag", "b");
        fields.put("ICE", "remove");
        fields.put("sdp", """
            v=0\r
            o=- 1 1 IN IP4 %1$s\r
            s=-\r
            c=IN IP4 %1$s\r
            t=0 0\r
            m=audio %2$d RTP/AVP 0\r
            a=rtpmap:0 PCMU/8000\r
            """.formatted(host, phones.ports().get(leg)));
        return fields;
    }

    private static int port(String answer) {
        Matcher port = PORT.matcher(answer);
        if (!port.find()) throw new IllegalStateException("rtpengine has no port for a call: " + answer);
        return Integer.parseInt(port.group(1));
    }

    @Override
    public void hangUp() {
        for (String call : calls) ask(Map.of("command", "delete", "call-id", call, "from-tag", "a"));
        calls.clear();
    }

    /** Asks and returns the answer, with its cookie; repeats what is not answered. */
    private String ask(Map<String, String> fields) {
        StringBuilder text = new StringBuilder(Long.toString(System.nanoTime())).append(" d");
        new TreeMap<>(fields).forEach((name, value) -> text.append(string(name)).append(string(value)));
        byte[] request = text.append('e').toString().getBytes(StandardCharsets.US_ASCII);
        byte[] answer = new byte[4096];
        DatagramPacket packet = new DatagramPacket(answer, answer.length);
        try {
            for (int i = 0; i < TRIES; i++) {
                control.send(new DatagramPacket(request, request.length, new InetSocketAddress(address, CONTROL)));
                try {
                    control.receive(packet);
                    return new String(answer, 0, packet.getLength(), StandardCharsets.US_ASCII);
                } catch (SocketTimeoutException e) {
                    // it has not started yet, or is busy
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new IllegalStateException("rtpengine does not answer:\n" + program.said());
    }

    private static String string(String text) {
        return text.length() + ":" + text;
    }

    @Override
    public void close() {
        program.close();
        control.close();
    }
}
