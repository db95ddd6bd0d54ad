package org.patchbay.itest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The server's web console, as an operator's browser uses it. */
record Console(String host, String credentials) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Pattern PASSWORD = Pattern.compile("user admin +password (\\S+)");

    /** Returns the console of a server that has said its password at its first start. */
    static Console of(Subject server, InetAddress address) {
        String said = saidOnceUp(server.programs().getFirst());
        Matcher password = PASSWORD.matcher(said);
        if (!password.find()) throw new IllegalStateException("the server has told no password:\n" + said);
        byte[] pair = ("admin:" + password.group(1)).getBytes(StandardCharsets.UTF_8);
        return new Console(
                address.getHostAddress() + ":8080", Base64.getEncoder().encodeToString(pair));
    }

    /** Waits for the end of the start: phones are answered before the console is there. */
    private static String saidOnceUp(Program program) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!program.said().contains("Patchbay is up") && program.process().isAlive() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return program.said();
    }

    /** Returns the status of the answer; 0 when there is none. */
    int get(String path) {
        return ask(request(path)).map(HttpResponse::statusCode).orElse(0);
    }

    /** Posts a form; throws with the server's answer unless it is content. */
    void post(String path, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        HttpResponse<String> answer = ask(request).orElseThrow(() -> new IllegalStateException("no answer: " + path));
        if (answer.statusCode() != 200) throw new IllegalStateException(path + ": " + answer.body());
    }

    /** Tells whether the console can roll features back. */
    boolean hasFeatures() {
        return get("/patchbay-features/features.json") == 200;
    }

    /** Rolls a feature or module back. */
    void rollBack(String feature) {
        post("/patchbay-features", Map.of("action", "rollback", "feature", feature));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + host + "/system/console" + path))
                .timeout(Duration.ofSeconds(15))
                .header("Authorization", "Basic " + credentials);
    }

    private static Optional<HttpResponse<String>> ask(HttpRequest.Builder request) {
        try {
            return Optional.of(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (ConnectException | HttpTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
