package org.patchbay.sip.sdp;

import java.util.ArrayList;
import java.util.List;

/** The words of a line. RFC 8866 has one blank between them; more are read as one. */
final class Words {
    private Words() {}

    static List<String> of(String line) {
        var words = new ArrayList<String>(8);
        int at = 0;
        while (at < line.length()) {
            int end = line.indexOf(' ', at);
            if (end < 0) end = line.length();
            if (end > at) words.add(line.substring(at, end));
            at = end + 1;
        }
        return words;
    }
}
