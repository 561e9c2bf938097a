package iotd;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.Executors;

/** A web service that answers with the picture of the day and tells Prometheus how it is doing. */
public final class Application {
    private static final int PORT = 80;

    private static final Metrics metrics = new Metrics();

    private record Answer(int status, String type, String body) {
        static Answer json(int status, String body) {
            return new Answer(status, "application/json", body);
        }
    }

    public static void main(String[] arguments) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(PORT), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", Application::handle);
        // "docker stop" sends SIGTERM; requests that are under way get a second to finish.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> server.stop(1)));
        server.start();
        System.out.println("image-of-the-day listens on port " + PORT);
    }

    private static void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var started = System.nanoTime();
            var method = exchange.getRequestMethod();
            var path = exchange.getRequestURI().getPath();
            var answer = answer(method, path);
            send(exchange, answer);
            metrics.countRequest(method, path, answer.status(), System.nanoTime() - started);
            // Prometheus asks every few seconds; its requests would bury the others in the log.
            if (!path.equals("/actuator/prometheus")) {
                System.out.println(method + " " + path + " " + answer.status());
            }
        }
    }

    private static Answer answer(String method, String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return Answer.json(405, "{\"error\":\"Only GET is possible here\"}");
        }
        return switch (path) {
            case "/image" -> image();
            case "/actuator/health" -> Answer.json(200, "{\"status\":\"UP\"}");
            case "/actuator/prometheus" -> new Answer(200, Metrics.CONTENT_TYPE, metrics.toText());
            default -> Answer.json(404, "{\"error\":\"Not found\"}");
        };
    }

    private static Answer image() {
        metrics.countImageLoad();
        return Answer.json(200, Picture.of(LocalDate.now()).toJson());
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
