package org.patchbay.console.testing;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One HTTP request and what was answered. */
public final class FakeExchange {
    private final String method;
    private final String path;
    private final Map<String, String> requestHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, Object> attributes = new HashMap<>();
    private final Map<String, String> responseHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final PrintWriter writer = new PrintWriter(body, true, StandardCharsets.UTF_8);
    private @Nullable String query;
    private byte[] content = new byte[0];
    private long announced = -1;
    private int status = 200;

    public FakeExchange(String method, String path) {
        this.method = method;
        this.path = path;
    }

    public FakeExchange header(String name, String value) {
        requestHeaders.put(name, value);
        return this;
    }

    public FakeExchange parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    public FakeExchange query(String text) {
        query = text;
        return this;
    }

    /** Gives the request a body, whose length it announces or, with -1, doesn't. */
    public FakeExchange content(byte[] octets, long length) {
        content = octets;
        announced = length;
        return this;
    }

    public FakeExchange basic(String user, String password) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    public int status() {
        return status;
    }

    public String body() {
        writer.flush();
        return body.toString(StandardCharsets.UTF_8);
    }

    public Map<String, String> headers() {
        return responseHeaders;
    }

    public Map<String, Object> attributes() {
        return attributes;
    }

    public HttpServletRequest request() {
        return Fakes.of(HttpServletRequest.class, (name, arguments) -> switch (name) {
            case "getMethod" -> method;
            case "getPathInfo" -> path;
            case "getRemoteAddr" -> "192.0.2.7";
            case "getContentType" -> requestHeaders.get("Content-Type");
            case "getQueryString" -> query;
            case "getContentLengthLong" -> announced;
            case "getInputStream" -> input();
            case "getRemoteUser" -> "admin";
            case "getHeader" -> requestHeaders.get((String) arguments[0]);
            case "getParameter" -> parameters.get((String) arguments[0]);
            case "setAttribute" -> attributes.put((String) arguments[0], arguments[1]);
            default -> Fakes.unexpected(name);
        });
    }

    public HttpServletResponse response() {
        return Fakes.of(HttpServletResponse.class, (name, arguments) -> switch (name) {
            case "setHeader" -> responseHeaders.put((String) arguments[0], (String) arguments[1]);
            case "addHeader" ->
                responseHeaders.merge((String) arguments[0], (String) arguments[1], (a, b) -> a + ", " + b);
            case "setContentType" -> responseHeaders.put("Content-Type", (String) arguments[0]);
            case "setContentLength" -> responseHeaders.put("Content-Length", arguments[0].toString());
            case "setStatus" -> status = (int) arguments[0];
            case "getOutputStream" -> output();
            case "getWriter" -> writer;
            case "flushBuffer" -> "";
            default -> Fakes.unexpected(name);
        });
    }

    private ServletInputStream input() {
        var octets = new ByteArrayInputStream(content);
        return new ServletInputStream() {
            @Override
            public boolean isFinished() {
                return octets.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read() {
                return octets.read();
            }
        };
    }

    private ServletOutputStream output() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void write(int octet) {
                body.write(octet);
            }
        };
    }
}
