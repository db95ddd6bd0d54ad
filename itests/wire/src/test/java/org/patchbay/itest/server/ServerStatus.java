package org.patchbay.itest.server;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The server's own counters: its console's status page as JSON. */
public record ServerStatus(Map<?, ?> json) {
    static ServerStatus parse(String text) {
        // JSON is YAML 1.2
        return new ServerStatus((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text));
    }

    public long liveCalls() {
        return number("calls", "live");
    }

    public long answeredCalls() {
        return number("calls", "answered");
    }

    public long rtpPorts() {
        return number("rtp", "inUse");
    }

    public long transactions() {
        return number("sip", "serverTransactions") + number("sip", "clientTransactions");
    }

    public long contacts() {
        return number("registrations", "contacts");
    }

    public long users() {
        return number("users", "count");
    }

    public long pid() {
        return number("process", "pid");
    }

    public long threads() {
        return number("process", "threads");
    }

    private long number(String part, String field) {
        if (json.get(part) instanceof Map<?, ?> values && values.get(field) instanceof Number number) {
            return number.longValue();
        }
        throw new AssertionError("the status has no " + part + "." + field + ": " + json);
    }
}
