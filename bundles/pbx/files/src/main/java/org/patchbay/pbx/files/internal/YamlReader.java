package org.patchbay.pbx.files.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads the part of YAML that a person writes by hand: texts, lists and maps. Anchors, aliases and tags are refused, so that a
 * small file stays small in memory; nesting is limited, so that no file exhausts the stack.
 */
final class YamlReader {
    private static final int MAX_DEPTH = 16;
    private final Iterator<Event> events;

    private YamlReader(Iterator<Event> events) {
        this.events = events;
    }

    /** Returns what {@code text} holds. Throws {@link Refusal} when it is not one YAML document. */
    static Yaml read(String text) {
        LoadSettings settings =
                LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
        try {
            return new YamlReader(new Parse(settings).parseString(text).iterator()).document();
        } catch (MarkedYamlEngineException e) {
            throw new Refusal(place(e.getProblemMark().or(e::getContextMark)), syntax(e.getProblem()));
        } catch (YamlEngineException e) {
            throw new Refusal(syntax(String.valueOf(e.getMessage())));
        }
    }

    private Yaml document() {
        Yaml content = null;
        while (events.hasNext()) {
            Event event = events.next();
            switch (event.getEventId()) {
                case StreamStart, StreamEnd, DocumentStart, DocumentEnd, Comment -> {}
                case Alias, Scalar, SequenceStart, MappingStart, SequenceEnd, MappingEnd -> {
                    if (content != null) throw new Refusal(place(event), "a second document (---) begins here");
                    content = value(event, 0);
                }
            }
        }
        if (content == null || (content instanceof Yaml.Text text && text.nothing())) {
            throw new Refusal("the file is empty");
        }
        return content;
    }

    private Yaml value(Event event, int depth) {
        if (depth > MAX_DEPTH) throw new Refusal(place(event), "nested too deeply");
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw new Refusal(place(event), "anchors (&) and aliases (*) can't be used here");
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case SequenceStartEvent start -> {
                refuseTag(start.getTag(), event);
                yield listing(event, depth);
            }
            case MappingStartEvent start -> {
                refuseTag(start.getTag(), event);
                yield mapping(event, depth);
            }
            default -> throw new Refusal(place(event), "unexpected " + event.getEventId());
        };
    }

    private static Yaml.Text scalar(ScalarEvent scalar) {
        refuseTag(scalar.getTag(), scalar);
        return new Yaml.Text(place(scalar), scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
    }

    private Yaml listing(Event start, int depth) {
        List<Yaml> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(value(event, depth + 1));
        }
        return new Yaml.Listing(place(start), items);
    }

    private Yaml mapping(Event start, int depth) {
        List<Yaml.Field> fields = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            if (!(value(event, depth + 1) instanceof Yaml.Text key))
                throw new Refusal(place(event), "a key must be text");
            if (!keys.add(key.text())) throw new Refusal(key.place(), "the key " + key.text() + " is here twice");
            fields.add(new Yaml.Field(key, value(events.next(), depth + 1)));
        }
        return new Yaml.Mapping(place(start), fields);
    }

    private static void refuseTag(Optional<String> tag, Event event) {
        if (tag.isPresent() && !tag.get().equals("!")) throw new Refusal(place(event), "tags (!) can't be used here");
    }

    private static Place place(Event event) {
        return place(event.getStartMark());
    }

    private static Place place(Optional<Mark> mark) {
        return mark.map(at -> new Place(at.getLine() + 1, at.getColumn() + 1)).orElse(Place.START);
    }

    private static String syntax(String problem) {
        return "not YAML: " + problem.lines().findFirst().orElse("no reason given");
    }
}
