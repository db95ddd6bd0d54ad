package org.patchbay.itest.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The programs that the tests run: installed when they are missing and may be, or else named. */
public final class DebianPackages {
    private static final Map<String, String> PACKAGE_OF = packages();

    private DebianPackages() {}

    private static Map<String, String> packages() {
        Map<String, String> packages = new LinkedHashMap<>();
        packages.put("sipp", "sip-tester");
        packages.put("baresip", "baresip-core");
        packages.put("espeak-ng", "espeak-ng");
        packages.put("sox", "sox");
        packages.put("svmap", "sipvicious");
        packages.put("sipsak", "sipsak");
        packages.put("linphonec", "linphone-cli");
        packages.put("openssl", "openssl");
        packages.put("node", "nodejs");
        packages.put("npm", "npm");
        return packages;
    }

    /** Makes sure that all programs are there; throws with the names of the missing packages when they can't be had. */
    public static synchronized void require() {
        List<String> missing = missing();
        if (missing.isEmpty()) return;
        if (mayInstall()) install(missing);
        if (!missing().isEmpty()) {
            throw new IllegalStateException(
                    "The wire tests need these Debian packages: apt-get install " + String.join(" ", missing()));
        }
    }

    private static List<String> missing() {
        return PACKAGE_OF.entrySet().stream()
                .filter(entry -> !isThere(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean isThere(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static boolean mayInstall() {
        return System.getProperty("user.name").equals("root") && Files.exists(Path.of("/etc/debian_version"));
    }

    private static void install(List<String> packages) {
        Command.of("apt-get", "update").run(Duration.ofMinutes(3));
        Command.of("apt-get", "install", "-y", "--no-install-recommends")
                .with(packages)
                .environment("DEBIAN_FRONTEND", "noninteractive")
                .run(Duration.ofMinutes(5));
    }
}
