package iotd;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.concurrent.Executors;

/** A web service that answers with the picture of the day. */
public final class Application {
    private static final int PORT = 80;

    private record Answer(int status, String json) {}

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
            var method = exchange.getRequestMethod();
            var path = exchange.getRequestURI().getPath();
            var answer = answer(method, path);
            send(exchange, answer);
            System.out.println(method + " " + path + " " + answer.status());
        }
    }

    private static Answer answer(String method, String path) {
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return new Answer(405, "{\"error\":\"Only GET is possible here\"}");
        }
        return switch (path) {
            case "/image" -> new Answer(200, Picture.of(LocalDate.now()).toJson());
            case "/actuator/health" -> new Answer(200, "{\"status\":\"UP\"}");
            default -> new Answer(404, "{\"error\":\"Not found\"}");
        };
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        var body = answer.json().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
