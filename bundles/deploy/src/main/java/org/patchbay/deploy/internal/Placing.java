package org.patchbay.deploy.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.patchbay.application.Deployment;
import org.patchbay.application.Deployment.State;
import org.patchbay.application.DeploymentException;
import org.patchbay.deploy.internal.Raising.Shelf;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts a file into the folder, and what it holds into use; the folder is as it was before when that fails. */
final class Placing {
    private static final Logger LOG = LoggerFactory.getLogger(Placing.class);
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._+-]{0,120}\\.(jar|zip)";
    private static final String UPLOAD = ".upload-";
    private static final String BEFORE = ".before-";
    private final Folder folder;
    private final Archive archive;
    private final Shelf shelf;
    private final Raising raising;

    Placing(Folder folder, Archive archive, Shelf shelf, Raising raising) {
        this.folder = folder;
        this.archive = archive;
        this.shelf = shelf;
        this.raising = raising;
    }

    /** Writes the content beside the folder's files, on any thread. */
    Path upload(String file, InputStream content) throws DeploymentException, IOException {
        if (!file.matches(NAME)) {
            throw new DeploymentException("its name must be like echo-1.0.0.jar or suite.zip, and is " + file);
        }
        folder.make();
        Path upload = Files.createTempFile(folder.path(""), UPLOAD, "-" + file);
        try (content) {
            Files.copy(content, upload, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel written = FileChannel.open(upload, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            return upload;
        } catch (IOException e) {
            Files.deleteIfExists(upload);
            throw e;
        }
    }

    /**
     * Puts an upload into its place; {@code look} then looks at the folder, in which that file is settled, and returns what became
     * of it.
     */
    List<Deployment> place(Path upload, String file, int percent, Function<String, List<Deployment>> look)
            throws DeploymentException, IOException {
        Contents contents = checked(upload, file, percent);
        Map<String, History> memory = new HashMap<>();
        for (Artifact artifact : contents.artifacts()) {
            memory.put(artifact.feature(), shelf.histories().of(artifact.feature()));
            shelf.histories().change(artifact.feature(), history -> history.forgiven(artifact.digest()));
            raising.tryFirst(artifact.digest(), percent);
        }
        Path target = folder.path(file);
        Path before = folder.path(BEFORE + file);
        boolean replaces = Files.exists(target);
        if (replaces)
            Files.copy(target, before, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.move(upload, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        List<Deployment> outcome = look.apply(file).stream()
                .filter(one -> contents.artifacts().stream().anyMatch(artifact -> describes(one, artifact)))
                .toList();
        contents.artifacts().forEach(artifact -> raising.forget(artifact.digest()));
        Optional<Deployment> refused =
                outcome.stream().filter(one -> one.state() == State.REFUSED).findFirst();
        if (refused.isEmpty()) {
            Files.deleteIfExists(before);
            return outcome;
        }
        if (replaces) Files.move(before, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        else Files.deleteIfExists(target);
        memory.forEach((feature, history) -> {
            if (!history.takenBack().isEmpty()) shelf.histories().put(feature, history);
        });
        var _ = look.apply(file);
        throw new DeploymentException(refused.get().reason());
    }

    private static boolean describes(Deployment one, Artifact artifact) {
        return one.feature().equals(artifact.feature())
                && one.version().equals(artifact.version().toString());
    }

    private Contents checked(Path upload, String file, int percent) throws DeploymentException, IOException {
        try {
            Contents contents = archive.read(file, upload);
            boolean module = contents.artifacts().stream()
                    .anyMatch(artifact -> artifact.replacement() != Replacement.SIDE_BY_SIDE);
            if (module && percent < 100) {
                throw Refusal.forGood("it is a module, and serves all calls or none");
            }
            return contents;
        } catch (Refusal refusal) {
            Files.deleteIfExists(upload);
            throw new DeploymentException(refusal.reason());
        }
    }

    /** Removes what an earlier process has left in the middle of its work. */
    void tidy() {
        try {
            folder.make();
            try (var left = Files.newDirectoryStream(folder.path(""), Placing::isOurs)) {
                for (Path file : left) Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("what an earlier start has left in the folder can't be removed: {}", e.toString());
        }
    }

    private static boolean isOurs(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(UPLOAD) || name.startsWith(BEFORE);
    }
}
