package org.patchbay.console.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.patchbay.application.DeploymentException;
import org.patchbay.console.control.internal.FeatureControl;
import org.patchbay.console.view.internal.FeatureList;
import org.patchbay.console.view.internal.Modules;

/** {@code feature:list}, {@code deploy}, {@code rollback}, {@code canary}, {@code promote} and {@code takeover}. */
@Component(
        service = FeatureCommands.class,
        property = {
            "osgi.command.scope=feature",
            "osgi.command.function=list",
            "osgi.command.function=deploy",
            "osgi.command.function=rollback",
            "osgi.command.function=canary",
            "osgi.command.function=promote",
            "osgi.command.function=takeover"
        })
public final class FeatureCommands {
    private static final String DEPLOY = "Use feature:deploy FILE [--canary PERCENT].";
    private final Modules modules;
    private final FeatureControl control;

    @Activate
    public FeatureCommands(@Reference Modules modules) {
        this.modules = modules;
        this.control = new FeatureControl(modules);
    }

    /** Lists the versions of features and modules. */
    public String list() {
        FeatureList list = FeatureList.of(modules.deployments(), InstantSource.system());
        if (!list.running()) return "The module that replaces features is not running.";
        if (list.versions().isEmpty()) return "No features. Put a jar into deploy/, or use feature:deploy FILE.";
        var table = new TextTable("FEATURE", "VERSION", "STATE", "CALLS", "SINCE", "REASON");
        for (FeatureList.Row row : list.versions()) {
            table.row(row.name(), row.version(), row.said(), row.calls(), Times.local(row.since()), row.reason());
        }
        return table.toString();
    }

    /** Deploys a file of the server's machine: {@code FILE [--canary PERCENT]}. */
    public String deploy(String... arguments) {
        var words = new ArrayList<>(List.of(arguments));
        int option = words.indexOf("--canary");
        String percent = "100";
        if (option >= 0) {
            if (option + 1 == words.size()) return DEPLOY;
            percent = words.remove(option + 1);
            words.remove(option);
        }
        if (words.size() != 1) return DEPLOY;
        String file = words.getFirst();
        String share = percent;
        return answer(() -> deploy(Path.of(file), percent(share)), "Not deployed: ");
    }

    private String deploy(Path file, int percent) throws DeploymentException {
        if (!Files.isRegularFile(file)) throw new DeploymentException("There is no file " + file + " on this machine.");
        try (InputStream content = Files.newInputStream(file)) {
            String name = String.valueOf(file.getFileName());
            return control.deploy(name, content, percent).stream()
                    .map(FeatureControl::said)
                    .map(TextTable::harmless)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new DeploymentException(file + " can't be read or copied: " + e.getMessage());
        }
    }

    /** Sends new calls to the version before. */
    public String rollback(String name) {
        return answer(() -> control.rollBack(name));
    }

    /** Changes who goes to the canary version: a percentage, and the users whose calls all go there. */
    public String canary(String name, String percent, String... users) {
        return answer(() -> control.canary(name, percent(percent), new TreeSet<>(List.of(users))));
    }

    /** Sends all new calls to the canary version. */
    public String promote(String name) {
        return answer(() -> control.promote(name));
    }

    /** Gives the calls of draining versions over to the current one now. */
    public String takeover(String name) {
        return answer(() -> control.takeOver(name));
    }

    private static int percent(String written) throws DeploymentException {
        if (written.matches("\\d{1,3}")) return Integer.parseInt(written);
        throw new DeploymentException("'" + written + "' is not a percentage; write a number from 0 to 100.");
    }

    /** What is to be done. */
    @FunctionalInterface
    private interface Action {
        String run() throws DeploymentException;
    }

    private static String answer(Action action) {
        return answer(action, "");
    }

    private static String answer(Action action, String refused) {
        try {
            return action.run();
        } catch (DeploymentException e) {
            return refused + TextTable.harmless(String.valueOf(e.getMessage()));
        } catch (InvalidPathException e) {
            return "That is not the name of a file: " + e.getInput();
        }
    }
}
