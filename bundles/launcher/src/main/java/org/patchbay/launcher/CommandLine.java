package org.patchbay.launcher;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the user asked for.
 *
 * @param instance the instance folder; empty for the one in the installation itself
 * @param overrides what holds instead of the files in {@code etc}
 * @param shell whether the terminal becomes a Gogo shell
 */
record CommandLine(Command command, Optional<Path> instance, Map<Setting, String> overrides, boolean shell) {
    /** What to do. */
    enum Command {
        RUN,
        START,
        STOP,
        STATUS,
        CREATE,
        HELP
    }

    CommandLine {
        overrides = Map.copyOf(overrides);
    }

    /** Reads the arguments; throws a {@link UsageException} for the first one that is wrong. */
    static CommandLine parse(List<String> arguments) {
        Deque<String> rest = new ArrayDeque<>(arguments);
        Command command = rest.isEmpty() || rest.peek().startsWith("-") ? Command.RUN : command(rest.pop());
        Optional<Path> instance = Optional.empty();
        Map<Setting, String> overrides = new EnumMap<>(Setting.class);
        boolean shell = false;
        if (command == Command.CREATE) {
            instance = Optional.of(folder(rest, "create"));
        }
        while (!rest.isEmpty()) {
            String option = option(rest);
            switch (option) {
                case "help", "h" -> command = Command.HELP;
                case "shell" -> shell = true;
                case "verbose" -> {} // bin/patchbay has said it
                case "instance" -> instance = Optional.of(folder(rest, "--instance"));
                default -> {
                    Setting setting = setting(option, command);
                    overrides.put(setting, setting.checked(value(rest, "--" + option), "--" + option));
                }
            }
        }
        return new CommandLine(command, instance, overrides, shell);
    }

    /** Returns the settings as arguments again, for a process that is to do the same. */
    List<String> settings() {
        return overrides.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(override -> "--" + override.getKey().option() + "=" + override.getValue())
                .toList();
    }

    private static Command command(String word) {
        return switch (word) {
            case "run" -> Command.RUN;
            case "start" -> Command.START;
            case "stop" -> Command.STOP;
            case "status" -> Command.STATUS;
            case "create" -> Command.CREATE;
            case "help" -> Command.HELP;
            default ->
                throw new UsageException("no command " + word
                        + "; there are run, start, stop, status, create DIR, new-feature NAME and help");
        };
    }

    /** Takes the next option off {@code rest}; {@code --name=value} leaves the value there. */
    private static String option(Deque<String> rest) {
        String word = rest.pop();
        if (!word.startsWith("-")) throw new UsageException("did not expect " + word);
        String name = word.replaceFirst("--?", "");
        int equals = name.indexOf('=');
        if (equals < 0) return name;
        rest.push(name.substring(equals + 1));
        return name.substring(0, equals);
    }

    private static Setting setting(String option, Command command) {
        Setting setting = Setting.ofOption(option)
                .orElseThrow(() -> new UsageException("no option --" + option + "; see patchbay help"));
        if (command != Command.RUN && command != Command.START) {
            throw new UsageException("--" + option + " goes with run and start only");
        }
        return setting;
    }

    private static Path folder(Deque<String> rest, String what) {
        return Path.of(value(rest, what)).toAbsolutePath().normalize();
    }

    private static String value(Deque<String> rest, String what) {
        if (rest.isEmpty()) throw new UsageException(what + " wants a value");
        return rest.pop();
    }
}
