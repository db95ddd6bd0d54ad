package org.patchbay.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a session description (RFC 8866 section 9) in one pass. The text is a stranger's: its size, its lines and their
 * parts are bounded, and control characters are refused because parts of it are written into descriptions for others.
 * What decides a call is strict: {@code v=}, {@code o=}, {@code c=}, {@code m=}. The order of the other lines within their
 * section, a missing {@code s=} or {@code t=}, and what such lines say is left alone.
 */
final class SdpParser {
    static final int MAX_LENGTH = 65_536;
    static final int MAX_LINES = 1_024;
    static final int MAX_STREAMS = 32;
    static final int MAX_FORMATS = 64;

    /** RFC 8866 section 5: any other letter makes a description void. GB/T 28181 cameras add {@code y=} and {@code f=}. */
    private static final String LETTERS = "vosiuepcbtrzkamyf";

    private static final String ONLY_BEFORE_STREAMS = "vosueptrz";

    private final String text;
    private int number;
    private boolean origin;
    private boolean name;
    private final List<Line> session = new ArrayList<>();
    private List<Line> section = session;
    private final List<Stream> streams = new ArrayList<>();
    private @Nullable Stream open;

    private SdpParser(String text) {
        this.text = text;
    }

    /** Reads {@code text}, which holds one octet in a character. */
    static Sdp parse(String text) throws SdpSyntaxException {
        var parser = new SdpParser(text);
        parser.read();
        return new Sdp(parser.session, parser.streams);
    }

    private void read() throws SdpSyntaxException {
        if (text.length() > MAX_LENGTH) throw wrong("longer than " + MAX_LENGTH + " octets");
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) end = text.length();
            if (++number > MAX_LINES) throw wrong("more than " + MAX_LINES + " lines");
            int stop = end > start && text.charAt(end - 1) == '\r' ? end - 1 : end;
            if (checked(start, stop)) line(start, stop);
            start = end + 1;
        }
        closeStream();
        if (session.isEmpty()) throw wrong("does not begin with v=0");
        if (!origin) throw wrong("no o= line");
    }

    /** Tells whether the line has anything but blanks, which RFC 8866 does not allow, but which hurt nobody. */
    private boolean checked(int start, int stop) throws SdpSyntaxException {
        boolean blank = true;
        for (int i = start; i < stop; i++) {
            char octet = text.charAt(i);
            if (octet < ' ' && octet != '\t') throw wrong("control character");
            if (octet > ' ') blank = false;
        }
        return !blank;
    }

    private void line(int start, int stop) throws SdpSyntaxException {
        if (stop - start < 2 || text.charAt(start + 1) != '=') throw wrong("not like x=value");
        char type = text.charAt(start);
        if (LETTERS.indexOf(type) < 0) throw wrong("a letter that no description has");
        if (session.isEmpty() && type != 'v') throw wrong("does not begin with v=0");
        if (section != session && ONLY_BEFORE_STREAMS.indexOf(type) >= 0) throw wrong(type + "= after m=");
        String value = text.substring(start + 2, stop);
        switch (type) {
            case 'v' -> version(value);
            case 'o' -> origin(value);
            case 's' -> name();
            case 'c' -> connection(value);
            default -> {
                // RFC 8866 sections 5.8 to 5.12: bandwidth, times, names and keys are kept, and change nothing here
            }
        }
        if (type == 'm') stream(value);
        else section.add(new Line(type, value));
    }

    private void version(String value) throws SdpSyntaxException {
        if (!session.isEmpty()) throw wrong("a second v=");
        if (!value.strip().equals("0")) throw wrong("does not begin with v=0");
    }

    private void origin(String value) throws SdpSyntaxException {
        if (origin) throw wrong("a second o=");
        if (Origin.read(value).isEmpty()) throw wrong("o= has not six parts");
        origin = true;
    }

    private void name() throws SdpSyntaxException {
        if (name) throw wrong("a second s=");
        name = true;
    }

    private void connection(String value) throws SdpSyntaxException {
        if (Connection.read(value).isEmpty()) throw wrong("c= is not like IN IP4 address");
    }

    private void stream(String value) throws SdpSyntaxException {
        closeStream();
        if (!origin) throw wrong("m= before o=");
        if (streams.size() == MAX_STREAMS) throw wrong("more than " + MAX_STREAMS + " streams");
        List<String> words = Words.of(value);
        // a refused stream without any format is not well-formed, but some telephones refuse that way
        if (words.size() < 4 && !(words.size() == 3 && words.get(1).equals("0"))) throw wrong("m= has not four parts");
        if (words.size() > 3 + MAX_FORMATS) throw wrong("more than " + MAX_FORMATS + " formats");
        for (String word : words) checkToken(word);
        section = new ArrayList<>();
        String ports = words.get(1);
        int slash = ports.indexOf('/');
        int count = slash < 0 ? 0 : number(ports.substring(slash + 1), 1);
        int port = number(slash < 0 ? ports : ports.substring(0, slash), 0);
        open = new Stream(words.get(0), port, count, words.get(2), words.subList(3, words.size()), List.of());
    }

    private void checkToken(String word) throws SdpSyntaxException {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) > '~' || word.charAt(i) == '\t') throw wrong("m= has characters that it can't have");
        }
        if (word.length() > 255) throw wrong("m= has a word longer than 255 characters");
    }

    private int number(String word, int min) throws SdpSyntaxException {
        int number = Numbers.parse(word, 65_535);
        if (number < min) throw wrong("m= has no port 0-65535");
        return number;
    }

    private void closeStream() {
        if (open == null) return;
        streams.add(new Stream(open.type(), open.port(), open.ports(), open.protocol(), open.formats(), section));
        open = null;
    }

    private SdpSyntaxException wrong(String why) {
        return new SdpSyntaxException(Math.max(1, number), why);
    }
}
