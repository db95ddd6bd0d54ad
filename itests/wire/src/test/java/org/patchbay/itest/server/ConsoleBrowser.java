package org.patchbay.itest.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Asks the console for pages beneath {@code /system/console}, with one user and password. */
public record ConsoleBrowser(InetSocketAddress console, String user, String password) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Returns a browser at the same console with other credentials. */
    public ConsoleBrowser as(String otherUser, String otherPassword) {
        return new ConsoleBrowser(console, otherUser, otherPassword);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Posts a form, with more headers as name and value by turns. */
    public HttpResponse<String> post(String path, String form, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) request.headers(headers);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Returns what a page says as JSON. */
    public Map<?, ?> json(String path) throws IOException, InterruptedException {
        return json(get(path));
    }

    public static Map<?, ?> json(HttpResponse<String> response) {
        if (response.statusCode() != 200) throw new AssertionError(response + ": " + response.body());
        // JSON is YAML 1.2
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(response.body());
    }

    private HttpRequest.Builder request(String path) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        String host = console.getAddress().getHostAddress() + ":" + console.getPort();
        return HttpRequest.newBuilder(URI.create("http://" + host + "/system/console" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
}
