package org.patchbay.console.view.internal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;

/**
 * Writes records, lists, maps, texts, numbers and truth values as JSON (RFC 8259); an empty Optional is {@code null}.
 * What could end a script or a tag is escaped too, so that the text stays harmless wherever it is put.
 */
public final class Json {
    private final StringBuilder text = new StringBuilder();

    private Json() {}

    /** Returns {@code value} as JSON. */
    public static String of(Object value) {
        var json = new Json();
        json.write(value);
        return json.text.toString();
    }

    private void write(Object value) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresentOrElse(this::write, () -> text.append("null"));
            case CharSequence chars -> quote(chars);
            case Number number -> text.append(number);
            case Boolean truth -> text.append(truth);
            case Map<?, ?> map -> write(map);
            case Iterable<?> list -> write(list);
            case Record fields -> write(fields);
            default -> throw new IllegalArgumentException("no JSON for a " + value.getClass());
        }
    }

    private void write(Iterable<?> list) {
        text.append('[');
        String separator = "";
        for (Object element : list) {
            text.append(separator);
            write(element);
            separator = ",";
        }
        text.append(']');
    }

    private void write(Map<?, ?> map) {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(separator);
            member(String.valueOf(entry.getKey()), entry.getValue());
            separator = ",";
        }
        text.append('}');
    }

    private void write(Record fields) {
        text.append('{');
        String separator = "";
        for (RecordComponent component : fields.getClass().getRecordComponents()) {
            text.append(separator);
            member(component.getName(), value(fields, component));
            separator = ",";
        }
        text.append('}');
    }

    private static Object value(Record fields, RecordComponent component) {
        try {
            return component.getAccessor().invoke(fields);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalArgumentException("can't read " + component, e);
        }
    }

    private void member(String name, Object value) {
        quote(name);
        text.append(':');
        write(value);
    }

    private void quote(CharSequence chars) {
        text.append('"');
        chars.chars().forEach(c -> append((char) c));
        text.append('"');
    }

    private void append(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            default -> {
                if (c < ' '
                        || c == '<'
                        || c == '>'
                        || c == '&'
                        || c == '\''
                        || Character.isSurrogate(c)
                        || c >= 0x7f && c < 0xa0
                        || c == 0x2028
                        || c == 0x2029) {
                    text.append(String.format("\\u%04x", (int) c));
                } else {
                    text.append(c);
                }
            }
        }
    }
}
