package org.patchbay.pbx.core.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.patchbay.application.Arguments;
import org.patchbay.channel.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces variables in what a step is given: <code>${number}</code> the dialled number, <code>${caller}</code> the caller's number,
 * <code>${name}</code> the caller's name, <code>${context}</code>, and whatever applications have put into the call's variables.
 */
final class Variables {
    private static final Logger LOG = LoggerFactory.getLogger(Variables.class);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");
    private final Call call;

    Variables(Call call) {
        this.call = call;
    }

    Arguments replace(Map<String, String> written) {
        Map<String, String> values = new HashMap<>();
        written.forEach((name, text) -> values.put(name, replace(text)));
        return new Arguments(values);
    }

    // one pass: what a caller has sent as his name is not looked at again
    private String replace(String text) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
    }

    private String value(String name) {
        return switch (name) {
            case "number" -> call.dialled();
            case "caller" -> call.caller().number();
            case "name" -> call.caller().displayName();
            case "context" -> call.context();
            default -> ofCall(name);
        };
    }

    private String ofCall(String name) {
        String value = call.variables().get(name);
        if (value != null) return value;
        LOG.warn("the call has no variable {}; nothing is put in its place", name);
        return "";
    }
}
